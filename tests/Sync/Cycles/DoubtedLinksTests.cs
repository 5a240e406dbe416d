using Integration.Core.Intents;
using Integration.Core.Mappings;
using Integration.Core.Pairs;
using Integration.Core.Records;
using Integration.Core.Settling;
using Integration.Ledger;
using Integration.Sync.Cycles;
using Integration.Sync.Tests.Rigs;

namespace Integration.Sync.Tests.Cycles;

/// <summary>A company that was deleted while nobody heard of it, and a contact that is to be associated with it.</summary>
public sealed class DoubtedLinksTests
{
    private static readonly RecordKey Company = new(SystemName.HubSpot, "companies", "4711");
    private static readonly Mapping Companies = new() { Name = "companies", HubSpotObject = "companies", SalesforceObjects = ["Account"], MatchField = "domain", Fields = [new FieldMapping { HubSpot = "domain", Salesforce = "Website", Type = FieldType.Domain }] };
    private static readonly Mapping People = Rig.People with { Fields = Rig.People.Fields.Add(new FieldMapping { HubSpot = Mapping.HubSpotPrimaryCompany, Salesforce = "AccountId", RefersTo = new Reference.Record("companies") }) };
    private readonly Rig rig = new();

    public static TheoryData<WriteEnd> Refusals => [new WriteEnd.Changed(), new WriteEnd.FieldRefused(Mapping.HubSpotPrimaryCompany, "X", "", "", null)];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_company_that_an_association_was_refused_for_is_looked_at(WriteEnd end)
    {
        await SentAsync(Mapping.HubSpotPrimaryCompany, Company.Id, end);
        Assert.Equal(Company, Assert.Single(await rig.ClaimAsync()).HubSpot.Ref);
    }

    [Fact]
    public async Task A_company_that_took_the_association_is_not_looked_at()
    {
        await SentAsync(Mapping.HubSpotPrimaryCompany, Company.Id, new WriteEnd.Done(Company, null));
        Assert.Empty(await rig.ClaimAsync());
    }

    [Fact]
    public async Task A_refused_write_without_a_reference_has_nothing_looked_at()
    {
        await SentAsync("jobtitle", "CEO", new WriteEnd.Changed());
        Assert.Empty(await rig.ClaimAsync());
    }

    private async Task SentAsync(string field, string value, WriteEnd end)
    {
        await rig.Ledger.TouchAsync([new Touch(new Hint(Company, Lane.Normal), "companies", Guid.Parse("018f0000-0000-7000-8000-000000000001"))], null, rig.Time.GetUtcNow(), default);
        var clean = Assert.Single(await rig.ClaimAsync());
        await rig.Ledger.CommitAsync([new PairCommit(clean with { CleanGeneration = clean.DirtyGeneration }, null, Release: true)], rig.Time.GetUtcNow(), default);
        var intent = new Intent { Id = Guid.Empty, System = SystemName.HubSpot, Kind = IntentKind.Update, Object = "contacts", Values = FieldValues.Of((field, value)), SentAt = rig.Time.GetUtcNow(), NotBefore = rig.Time.GetUtcNow() };
        var doubted = new DoubtedLinks(new MappingSet([Companies, People])).Of(new PairWork(clean, People, []), [(intent, end)]);
        await LookAgain.TouchAsync(doubted, rig.Ledger, new CountedIds(100), rig.Time.GetUtcNow(), default);
    }
}
