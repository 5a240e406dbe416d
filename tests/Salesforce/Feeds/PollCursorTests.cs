using Integration.Salesforce.Feeds;

namespace Integration.Salesforce.Tests.Feeds;

public class PollCursorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_cursor_reads_back_as_it_was_written()
    {
        PollCursor[] cursors = [PollCursor.FromTheStart, new(Noon, null, "", false), new(Noon, Noon.AddSeconds(1), "00Q5g00000LeadAEAR", true)];

        Assert.All(cursors, cursor =>
        {
            Assert.True(PollCursor.TryParse(cursor.ToString(), out var read));
            Assert.Equal(cursor, read);
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-11-22T12:00:00Z")]
    [InlineData("2|0|||poll")]
    [InlineData("1|x|||poll")]
    [InlineData("1|0|-1||poll")]
    [InlineData("1|0|0|' OR Id > '|poll")]
    [InlineData("1|99999999999999999|||poll")]
    [InlineData("1|0|||now")]
    public void A_cursor_of_another_form_is_refused(string? text) => Assert.False(PollCursor.TryParse(text, out _));
}
