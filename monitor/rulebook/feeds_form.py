"""The form of `feeds.yaml`."""

from pydantic import Field

from monitor.rulebook.fields import Flag, Form, Interval, LanguageCode, Line, PartyName, Version, WebAddress


class FeedForm(Form):
    """A feed to be polled."""

    address: WebAddress = Field(description="Where the feed is: an http or https address.")
    title: Line = Field(description="What people call it.")
    publisher: Line = Field(description="The newsroom behind it; feeds of one newsroom never confirm each other.")
    languages: list[LanguageCode] = Field(
        default_factory=list, description="The languages of its entries, as two or three letters; trusted."
    )
    family: Line | None = Field(
        None, description="The owner of several newsrooms; those of one family never confirm each other."
    )
    side: PartyName | None = Field(None, description="The party whose voice it is, if any.")
    interval: Interval | None = Field(
        None,
        description="How often to poll it: 15m, 1h; one minute at least. Without it, as often as the feed publishes.",
    )
    enabled: Flag = Field(True, description="false to leave it out for a while.")
    aggregator: Flag = Field(False, description="true if it repeats other newsrooms; then it never confirms anything.")


class FeedsForm(Form):
    """The feeds."""

    version: Version = Field(description="The version of this file's form: 1.")
    feeds: list[FeedForm] = Field(min_length=1, description="The feeds to be polled.")
