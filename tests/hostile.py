"""Texts that try to be more than text: markup, mentions, links, headers, marks and steering characters."""

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</title><script>alert(1)</script>",
    "</blockquote></div><h1>All clear</h1>",
    "<a href='javascript:alert(1)'>read</a>",
    "<iframe src=//elsewhere.example></iframe>",
    "<style>*{display:none}</style>",
    "<img src='https://elsewhere.example/pixel.gif'>",
    "<!--",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<mark><strong>forged</strong></mark>",
    "' onmouseover='alert(1)",
    '" style="position:fixed;inset:0',
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example'>",
    "<form action=https://elsewhere.example><input name=password></form>",
    "{{ 7 * 7 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{{ account.__class__.__mro__ }}",
    "${7*7}",
)

MENTIONS = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<@U012ABCDE>",
    "<#C012ABCDE|general>",
    "<!subteam^S012ABCDE>",
    "<!date^1392734382^{date}|now>",
    "@here",
    "@channel",
    "@everyone",
    "@desk-lead",
    "<@&123456789>",
    "&lt;!channel&gt;",
    "&#60;!channel&#62;",
    "<\u200b!channel>",
    "@\u200bhere",
)

LINKS = (
    "<https://elsewhere.example|kremlin.example>",
    "[official statement](https://elsewhere.example)",
    "<mailto:a@elsewhere.example|write to us>",
    "[x]: https://elsewhere.example",
    "![pixel](https://elsewhere.example/p.gif)",
    "<tg://user?id=1|you>",
)

MARKS = (
    "*forged*",
    "_forged_",
    "~forged~",
    "`forged`",
    "```forged```",
    "**forged**",
    "*x* *y* _z_",
    "[denied]",
    "> forged quote",
    ":rotating_light:",
    "# heading",
    "||spoiler||",
)

LINES = (
    "one\r\nBcc: thief@elsewhere.example",
    "one\nTo: thief@elsewhere.example",
    "one\rX-Injected: 1",
    "one\x00two",
    "one\u2028X-Injected: 1",
    "one\u2029two",
    "one\x85two",
    "one\x0b\x0ctwo",
    "one\x1b[2J\x1b]0;title\x07two",
    "one\x9b31mtwo",
    "moc.elpmaxe\u202eexample.com",
    "\u2066isolated\u2069",
    "tagged\U000e0041\U000e007f",
    "zero\u200bwidth\ufeff",
    "half\ud800surrogate",
    "=?utf-8?q?=0D=0ABcc=3A_x?=",
)

ALL = MARKUP + MENTIONS + LINKS + MARKS + LINES
