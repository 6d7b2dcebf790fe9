import java.io.FileInputStream;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;

/**
 * Asks veraPDF whether files are PDF/UA-1.
 *
 * <p>Says how many rules there are, then of each file how much it was asked, then each rule that it breaks, in
 * lines of fields between tabs.
 */
public class PdfUa {
    private static final PDFAFlavour UA_1 = PDFAFlavour.PDFUA_1;

    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        var profile = profile();
        System.out.println("rules\t" + profile.getRules().size());
        for (var file : files) {
            validate(file, profile);
        }
    }

    private static void validate(String file, ValidationProfile profile) throws Exception {
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new FileInputStream(file), UA_1);
                var validator = foundry.createValidator(profile, false)) {
            var result = validator.validate(parser);
            System.out.println("asked\t" + result.getTotalAssertions());
            for (var broken : result.getTestAssertions()) {
                var rule = broken.getRuleId();
                System.out.println(String.join("\t", "broken", rule.getClause() + "-" + rule.getTestNumber(),
                    broken.getMessage(), broken.getLocation().getContext()));
            }
        }
    }

    /** The library would read its profile with JAXB, of which the package has no implementation. */
    private static ValidationProfile profile() throws Exception {
        var source = ValidationProfile.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml");
        var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source).getDocumentElement();
        Set<Rule> rules = new HashSet<>();
        elements(root, "rule").forEach(element -> rules.add(rule(element)));
        Set<Variable> variables = new HashSet<>();
        elements(root, "variable").forEach(element -> variables.add(variable(element)));
        return Profiles.profileFromValues(
            UA_1, Profiles.profileDetailsFromValues("", "", "", new Date()), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        var id = elements(rule, "id").get(0);
        var number = Integer.parseInt(id.getAttribute("testNumber"));
        var deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(UA_1.getPart(), id.getAttribute("clause"), number),
            rule.getAttribute("object"), deferred, rule.getAttribute("tags"), text(rule, "description"),
            text(rule, "test"), Profiles.errorFromValues(text(rule, "message"), List.of()), List.of());
    }

    private static Variable variable(Element variable) {
        return Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
            text(variable, "defaultValue"), text(variable, "value"));
    }

    private static List<Element> elements(Element in, String name) {
        var found = in.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(at -> (Element) found.item(at)).toList();
    }

    private static String text(Element in, String name) {
        return elements(in, name).get(0).getTextContent();
    }
}
