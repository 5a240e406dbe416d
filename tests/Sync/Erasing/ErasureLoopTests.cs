using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Ledger;
using Integration.Sync.Erasing;
using Integration.Sync.Tests.Rigs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Sync.Tests.Erasing;

public sealed class ErasureLoopTests
{
    private readonly Rig rig = new();
    private readonly CountedIds ids = new(9_000);

    [Fact]
    public async Task A_privacy_deletion_that_a_read_confirms_wipes_the_person_and_keeps_them_out()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await ToldAsync(contact);
        rig.HubSpot.Records.Remove(contact);

        Assert.Equal(1, await Loop().WorkAsync(default));

        Assert.Empty(await rig.Ledger.PairsOfAsync([contact, lead], default));
        await rig.HintAsync(contact, lead);
        await rig.SettleAsync();
        Assert.Empty(await rig.Ledger.PairsOfAsync([contact, lead], default));
        Assert.Single(rig.HubSpot.Records.Keys.Append(contact));
        Assert.Equal("HubSpot privacy deletion", Assert.Single(await rig.Ledger.Erasures.ProofsAsync(10, default)).By);
    }

    [Fact]
    public async Task A_record_that_is_still_there_is_kept_and_after_a_day_the_ask_is_given_up()
    {
        var (contact, _) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await ToldAsync(contact);

        Assert.Equal(0, await Loop().WorkAsync(default));
        Assert.Empty(await rig.Ledger.Erasures.AsksAsync(rig.Time.GetUtcNow(), 10, default));
        rig.Time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(0, await Loop().WorkAsync(default));

        Assert.Single(await rig.Ledger.PairsOfAsync([contact], default));
        Assert.Equal(1, (await rig.Ledger.StatusAsync(rig.Time.GetUtcNow(), default)).Counters[ErasureLoop.DisprovedCounter]);
        Assert.Empty(await rig.Ledger.Erasures.AsksAsync(rig.Time.GetUtcNow().AddDays(9), 10, default));
    }

    [Fact]
    public async Task Where_the_mapping_wants_it_the_lead_is_deleted_before_we_forget_it()
    {
        var (contact, lead) = await rig.LinkedAsync("ana@acme.test", "CTO");
        await ToldAsync(contact);
        rig.HubSpot.Records.Remove(contact);
        rig.Salesforce.Writes = write => [new WriteOutcome(write.Intent.Id, WriteResult.NotApplied) { Fault = Rig.Fault(FaultClass.Transient) }];
        var deleting = Rig.People with { EraseInSalesforce = EraseRule.Delete };

        Assert.Equal(0, await Loop(deleting).WorkAsync(default));
        Assert.Single(await rig.Ledger.PairsOfAsync([lead], default));
        rig.Salesforce.Writes = _ => null;
        rig.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await Loop(deleting).WorkAsync(default));
        Assert.Equal((IntentKind.Delete, lead), (rig.Salesforce.Sent.Last().Kind, rig.Salesforce.Sent.Last().Target!.Value));
    }

    [Fact]
    public async Task Who_comes_back_under_an_erased_address_is_held_until_let_in()
    {
        var (contact, _) = await rig.LinkedAsync("ana@acme.test", "CTO");
        rig.HubSpot.Records.Remove(contact);
        var eraser = new Eraser(rig.Ledger, new MappingSet([Rig.People]), rig.Time, ids);
        await eraser.EraseAsync(contact, "operator", default);
        var sent = rig.Salesforce.Sent.Count();

        var again = await rig.ContactAsync("Ana@acme.test", "CTO");
        await rig.SettleAsync();
        var held = await rig.PairOfAsync(again);
        Assert.Equal((HoldCodes.Erased, sent), (held.Hold!.Code, rig.Salesforce.Sent.Count()));

        Assert.Equal(1, await rig.Ledger.Erasures.ReadmitAsync(eraser.NamesOf(held), "operator", rig.Time.GetUtcNow(), default));
        await rig.HintAsync(again);
        await rig.SettleAsync();
        Assert.NotNull((await rig.PairOfAsync(again)).Salesforce.Ref);
    }

    private async Task ToldAsync(RecordKey record) =>
        await rig.Ledger.TouchAsync([new Touch(new Hint(record, Lane.Hot) { IsLifeChange = true, IsErasure = true }, Rig.People.Name, ids.NextId(rig.Time.GetUtcNow()))], null, rig.Time.GetUtcNow(), default);

    private ErasureLoop Loop(Mapping? mapping = null)
    {
        var mappings = new MappingSet([mapping ?? Rig.People]);
        return new ErasureLoop(rig.Ledger, rig.HubSpot, rig.Salesforce, mappings, new Eraser(rig.Ledger, mappings, rig.Time, ids), rig.Options, rig.Time, ids, NullLogger<ErasureLoop>.Instance);
    }
}
