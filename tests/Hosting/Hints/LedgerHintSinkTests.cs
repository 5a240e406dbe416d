using Integration.Connectors.Ports;
using Integration.Core.Mappings;
using Integration.Core.Records;
using Integration.Hosting.Chance;
using Integration.Hosting.Hints;
using Integration.Ledger;
using Integration.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Hosting.Tests.Hints;

public sealed class LedgerHintSinkTests
{
    private readonly RecordingLedger ledger = new();
    private readonly RecordingDoorbell doorbell = new();

    [Fact]
    public async Task Hints_and_their_cursor_are_stored_in_one_call_under_the_mapping_of_their_object()
    {
        await Sink().StoreAsync(new HintBatch([Hint("Lead", "00Q1"), Hint("Contact", "0031")], new CursorMove("salesforce.poll.Lead", "7")), CancellationToken.None);

        var (touches, cursor) = Assert.Single(ledger.Touched);
        Assert.Equal(["people", "people"], touches.Select(touch => touch.Mapping));
        Assert.Equal(new CursorValue("salesforce.poll.Lead", "7"), cursor);
        Assert.Equal(2, touches.Select(touch => touch.NewPairId).Distinct().Count());
    }

    [Fact]
    public async Task A_hint_of_an_object_that_no_mapping_names_is_counted_and_its_cursor_moves_on()
    {
        await Sink().StoreAsync(new HintBatch([Hint("Campaign", "7011")], new CursorMove("c", "1")), CancellationToken.None);

        var (touches, cursor) = Assert.Single(ledger.Touched);
        Assert.Empty(touches);
        Assert.NotNull(cursor);
        Assert.Equal(1, ledger.Counters[LedgerHintSink.ForeignObjectCounter]);
    }

    [Fact]
    public async Task The_bell_rings_once_with_the_most_urgent_lane_and_only_for_what_became_due()
    {
        ledger.Summary = new TouchSummary(Dirtied: 1, Created: 1, Echoes: 1, Ignored: 0);
        await Sink().StoreAsync(new HintBatch([Hint("Lead", "1", Lane.Bulk), Hint("Lead", "2", Lane.Hot), Hint("Lead", "3")]), CancellationToken.None);
        ledger.Summary = new TouchSummary(0, 0, 3, 0);
        await Sink().StoreAsync(new HintBatch([Hint("Lead", "1")]), CancellationToken.None);

        Assert.Equal(new RecordsTouched(SystemName.Salesforce, Lane.Hot, 2), Assert.Single(doorbell.Rung));
    }

    [Fact]
    public async Task Hints_that_the_ledger_refused_are_not_acknowledged_and_nobody_is_woken()
    {
        ledger.IsDown = true;

        var thrown = await Assert.ThrowsAsync<HintsNotStoredException>(() => Sink().StoreAsync(new HintBatch([Hint("Lead", "1")]), CancellationToken.None));

        Assert.Contains("locked", thrown.Message);
        Assert.Empty(doorbell.Rung);
    }

    [Fact]
    public async Task A_number_that_cannot_be_counted_is_no_error_of_the_caller()
    {
        ledger.IsDown = true;
        await Sink().CountAsync("hubspot.webhook.bad-signature", 1, CancellationToken.None);
        await Sink().GaugeAsync("hubspot.quota", "{}", CancellationToken.None);
        Assert.Empty(ledger.Counters);
    }

    [Fact]
    public async Task More_than_two_thousand_hints_at_once_are_refused_before_anything_is_stored()
    {
        var batch = new HintBatch([.. Enumerable.Range(0, 2001).Select(id => Hint("Lead", $"{id}"))]);
        await Assert.ThrowsAsync<ArgumentException>(() => Sink().StoreAsync(batch, CancellationToken.None));
        Assert.Empty(ledger.Touched);
    }

    private LedgerHintSink Sink() => new(ledger, [People], doorbell, TimeProvider.System, new SystemEntropy(), NullLogger<LedgerHintSink>.Instance);

    private static Mapping People { get; } = new() { Name = "people", HubSpotObject = "contacts", SalesforceObjects = ["Lead", "Contact"], MatchField = "email", Fields = [] };

    private static Hint Hint(string objectName, string id, Lane lane = Lane.Normal) => new(new RecordKey(SystemName.Salesforce, objectName, id), lane);

    private sealed class RecordingDoorbell : IDoorbell
    {
        public List<RecordsTouched> Rung { get; } = [];

        public void Ring(RecordsTouched touched) => Rung.Add(touched);
    }
}
