"""The report as plain data (`schema`), laid out in words (`blocks`), and the forms made from that."""
