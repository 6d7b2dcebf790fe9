/** What the scripts share: htmx, the events by which they and the server tell one another, and forms' fields. */

declare const htmx: typeof import("htmx.org").default;

/** Tokens of what this device wrote, marked or chose. */
interface Own {
  add?: string[];
  drop?: string[];
}

/** For ears; `words` are asked for when their turn has come, what is waiting about the same is left out. */
interface Saying {
  words: () => string;
  about: string;
  isUrgent?: boolean;
}

/** What htmx says about a request; each of its events fills in a part. */
interface HtmxDetail {
  elt: HTMLElement;
  xhr: XMLHttpRequest;
  path: string;
  parameters: FormData;
  requestConfig: {
    elt: HTMLElement;
    verb: string;
    path: string;
    formData: FormData;
    headers: { [name: string]: string };
  };
  etc: { headers?: { [name: string]: string }; swapOverride?: string; targetOverride?: Element };
  shouldSwap: boolean;
  isError: boolean;
  serverResponse: string;
  issueRequest: (skipConfirmation: boolean) => void;
}
type HtmxEvent = CustomEvent<HtmxDetail> & { readonly target: HTMLElement };

/** An event that a listener on the document hears of began at an element. */
interface DocumentEventMap {
  change: Event & { readonly target: HTMLInputElement };
  click: PointerEvent & { readonly target: HTMLElement };
  focusout: FocusEvent & { readonly target: HTMLElement };
  input: InputEvent & { readonly target: HTMLInputElement };
  keydown: KeyboardEvent & { readonly target: HTMLElement };
  pointerdown: PointerEvent & { readonly target: HTMLElement };
  pointerover: PointerEvent & { readonly target: HTMLElement };
  reset: Event & { readonly target: HTMLFormElement };
  submit: SubmitEvent & { readonly target: HTMLFormElement };
  toggle: ToggleEvent & { readonly target: HTMLDetailsElement };

  own: CustomEvent<Own>;
  withdrawn: CustomEvent<{ id: string; back: string }>;
  refetch: Event;
  "dialogit:applied": CustomEvent<{ arrived: HTMLElement[] }>;
  "dialogit:moved": CustomEvent<{ from?: string; to?: string }>;
  "dialogit:nearing": CustomEvent<string>;
  "dialogit:time": CustomEvent<number>;
  "dialogit:say": CustomEvent<Saying>;
  "dialogit:send": Event;
  "dialogit:sent": CustomEvent & { readonly target: HTMLFormElement };
  "dialogit:signed-out": Event;
  "dialogit:stopped": CustomEvent;
  "dialogit:token": CustomEvent<string>;
  "dialogit:held": CustomEvent;
  "dialogit:turned": CustomEvent;
  "dialogit:unheard": CustomEvent;

  "htmx:afterRequest": HtmxEvent;
  "htmx:afterSettle": HtmxEvent;
  "htmx:beforeOnLoad": HtmxEvent;
  "htmx:beforeRequest": HtmxEvent;
  "htmx:beforeSend": HtmxEvent;
  "htmx:beforeSwap": HtmxEvent;
  "htmx:configRequest": HtmxEvent;
  "htmx:confirm": HtmxEvent;
  "htmx:responseError": HtmxEvent;
  "htmx:sendError": HtmxEvent;
}

/** The fields that scripts read, by the names that the forms give them. */
interface HTMLFormControlsCollection {
  readonly text: HTMLTextAreaElement;
  readonly title: HTMLInputElement;
  readonly id?: HTMLInputElement;
  readonly kind?: RadioNodeList;
  readonly read?: HTMLInputElement;
  readonly slide: HTMLInputElement;
  readonly table: HTMLInputElement;
}
