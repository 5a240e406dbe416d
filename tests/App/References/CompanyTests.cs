using Integration.Core.Pairs;
using Integration.Core.Records;

namespace Integration.App.Tests.References;

/// <summary>Companies and accounts, and what a contact's company is in the other system: on both emulated systems, over HTTP.</summary>
public sealed class CompanyTests
{
    private const string Company = "associations.company";

    [Fact]
    public async Task A_company_and_an_account_of_one_host_are_linked_however_the_address_is_written()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var company = world.Company("acme.com", ("phone", "1"));
        var account = world.Account("https://www.ACME.com/en/contact");

        await world.SettleAsync();

        Assert.Equal(account.Id, await world.PartnerAsync(company));
        Assert.Equal("1", world.Value(account, "Phone"));
        Assert.Equal("https://www.ACME.com/en/contact", world.Value(account, "Website"));
    }

    [Fact]
    public async Task An_account_whose_host_only_contains_the_other_is_another_organisation()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var company = world.Company("acme.com");
        var account = world.Account("https://notacme.com");

        await world.SettleAsync();

        Assert.NotEqual(account.Id, await world.PartnerAsync(company));
        Assert.NotNull(await world.PartnerAsync(company));
        Assert.NotNull(await world.PartnerAsync(account));
    }

    [Fact]
    public async Task An_account_becomes_a_company_only_after_the_search_index_was_asked_twice()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var account = world.Account("globex.com");

        await world.PollAsync();
        await world.WorkAsync();
        Assert.Equal(HoldCodes.LooksAgain, (await world.PairOfAsync(account)).Hold?.Code);

        world.Wait(TimeSpan.FromSeconds(46));
        await world.WorkAsync();
        var company = await world.PartnerAsync(account);
        Assert.Equal("globex.com", world.Portal.ReadOne("companies", company!)["domain"]);
    }

    [Fact]
    public async Task A_contact_gets_the_account_that_is_its_company_and_the_other_way()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (acme, globex) = (world.Company("acme.com"), world.Company("globex.com"));
        var (acmeAccount, globexAccount) = (world.Account("acme.com"), world.Account("globex.com"));
        var (ana, bob) = (world.Contact("ana@acme.com"), world.Contact("bob@globex.com"));
        var anaThere = world.Person("ana@acme.com", null);
        world.Person("bob@globex.com", globexAccount);
        await world.AssociateAsync(ana, acme);

        await world.SettleAsync();

        Assert.Equal(acmeAccount.Id, world.Value(anaThere, "AccountId"));
        Assert.Equal(globex.Id, await world.CompanyOfAsync(bob));
    }

    [Fact]
    public async Task A_company_that_comes_after_its_contacts_is_waited_for_and_the_rest_goes_on()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var account = world.Account("");
        var ana = world.Person("ana@acme.com", account, ("Title", "CTO"));
        await world.SettleAsync();

        var hold = await world.HoldOfAsync(ana, Company);
        Assert.Equal(HoldCodes.FieldWaitsForRecord, hold?.Code);
        Assert.Equal(account.ToString(), hold?.WaitsOn);
        Assert.Contains(account.ToString(), hold?.Reason, StringComparison.Ordinal);
        var contact = (await world.PairOfAsync(ana)).HubSpot.Ref!.Value;
        Assert.Equal("CTO", world.Value(contact, "jobtitle"));

        world.InSalesforce("edit", account, ("Website", "acme.com"));
        await world.SettleAsync();

        Assert.Equal(await world.PartnerAsync(account), await world.CompanyOfAsync(contact));
        Assert.Null(await world.HoldOfAsync(ana, Company));
    }

    [Fact]
    public async Task A_reference_travels_once_and_its_echo_costs_no_write()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var company = world.Company("acme.com");
        var account = world.Account("acme.com");
        var contact = world.Contact("ana@acme.com");
        var person = world.Person("ana@acme.com", account);
        await world.SettleAsync();
        var writes = Writes(world);

        await world.HintAsync(contact, person, company, account);
        await world.SettleAsync();

        Assert.Equal(company.Id, await world.CompanyOfAsync(contact));
        Assert.Equal(writes, Writes(world));
    }

    [Fact]
    public async Task Moved_on_both_sides_at_once_the_policy_decides_and_the_loser_is_in_the_journal()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (acme, globex, hooli) = (world.Company("acme.com"), world.Company("globex.com"), world.Company("hooli.com"));
        var (acmeAccount, globexAccount, _) = (world.Account("acme.com"), world.Account("globex.com"), world.Account("hooli.com"));
        var contact = world.Contact("ana@acme.com");
        var person = world.Person("ana@acme.com", acmeAccount);
        await world.SettleAsync();
        Assert.Equal(acme.Id, await world.CompanyOfAsync(contact));

        await world.AssociateAsync(contact, hooli);
        world.InSalesforce("edit", person, ("AccountId", globexAccount.Id));
        await world.SettleAsync();

        Assert.Equal(globex.Id, await world.CompanyOfAsync(contact));
        Assert.Equal(globexAccount.Id, world.Value(person, "AccountId"));
        var journal = await world.Ledger.JournalAsync((await world.PairOfAsync(contact)).Id, 100, default);
        Assert.Contains(journal, line => line is { Kind: Core.Journals.JournalKind.Lost, Field: Company } && line.Before.Text == hooli.Id);
    }

    [Fact]
    public async Task A_company_merged_away_takes_its_contacts_along()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (acme, duplicate) = (world.Company("acme.com"), world.Company("acme-old.com"));
        var account = world.Account("acme.com");
        var contact = world.Contact("ana@acme.com");
        var person = world.Person("ana@acme.com", account);
        await world.SettleAsync();

        var survivor = acme with { Id = world.InHubSpot("merge", acme, ("otherId", duplicate.Id))["id"]!.GetValue<string>() };
        await world.HintLifeAsync(acme);
        await world.HintLifeAsync(duplicate);
        await world.HintAsync(survivor, contact);
        await world.SettleAsync();

        Assert.Equal(account.Id, await world.PartnerAsync(survivor));
        Assert.Equal(survivor.Id, await world.CompanyOfAsync(contact));
        Assert.Equal(account.Id, world.Value(person, "AccountId"));
        Assert.Null(await world.HoldOfAsync(contact, Company));
    }

    [Fact]
    public async Task A_company_deleted_in_HubSpot_does_not_take_the_account_from_its_people()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var company = world.Company("acme.com");
        var account = world.Account("acme.com");
        var contact = world.Contact("ana@acme.com");
        var person = world.Person("ana@acme.com", account);
        await world.SettleAsync();

        world.InHubSpot("delete", company);
        await world.HintLifeAsync(company);
        await world.HintAsync(contact);
        await world.SettleAsync();

        Assert.Equal(account.Id, world.Value(person, "AccountId"));
        Assert.Equal(PairStatus.Tombstone, (await world.PairOfAsync(account)).Status);
    }

    [Fact]
    public async Task An_account_deleted_after_its_people_moved_leaves_them_where_they_are()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var (acme, globex) = (world.Account("acme.com"), world.Account("globex.com"));
        var person = world.Person("ana@acme.com", acme);
        await world.SettleAsync();

        world.InSalesforce("edit", person, ("AccountId", globex.Id));
        world.InSalesforce("delete", acme);
        await world.SettleAsync();

        var contact = (await world.PairOfAsync(person)).HubSpot.Ref!.Value;
        Assert.Equal(await world.PartnerAsync(globex), await world.CompanyOfAsync(contact));
    }

    [Fact]
    public async Task A_converted_lead_gives_its_contact_the_company_made_of_the_new_account()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var contact = world.Contact("ana@acme.com", ("website", "https://acme.com"), ("company", "Acme"));
        await world.SettleAsync();
        var lead = (await world.PairOfAsync(contact)).Salesforce.Ref!.Value;
        Assert.Equal("Lead", lead.Object);

        world.InSalesforce("convert", lead);
        await world.SettleAsync();

        var person = (await world.PairOfAsync(contact)).Salesforce.Ref!.Value;
        Assert.Equal("Contact", person.Object);
        var company = await world.CompanyOfAsync(contact);
        Assert.NotNull(company);
        Assert.Equal("acme.com", world.Portal.ReadOne("companies", company)["domain"]);
        Assert.Equal(world.Value(person, "AccountId"), await world.PartnerAsync(new RecordKey(SystemName.HubSpot, "companies", company)));
        Assert.Equal("Acme", world.Value(contact, "company"));
    }

    [Fact]
    public async Task A_second_account_of_one_host_is_named_and_its_people_keep_what_they_have()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var company = world.Company("acme.com");
        var contact = world.Contact("ana@acme.com", ("website", "https://acme.com"), ("company", "Acme"));
        await world.SettleAsync();
        Assert.NotNull(await world.PartnerAsync(company));

        world.InSalesforce("convert", (await world.PairOfAsync(contact)).Salesforce.Ref!.Value);
        await world.SettleAsync();

        var person = (await world.PairOfAsync(contact)).Salesforce.Ref!.Value;
        var second = new RecordKey(SystemName.Salesforce, "Account", world.Value(person, "AccountId")!);
        Assert.Equal(HoldCodes.Sibling, (await world.PairOfAsync(second)).Hold?.Code);
        Assert.Equal(second.ToString(), (await world.HoldOfAsync(contact, Company))?.WaitsOn);
        Assert.Null(await world.CompanyOfAsync(contact));
    }

    [Fact]
    public async Task Two_hundred_contacts_that_wait_for_one_company_are_woken_together()
    {
        await using var world = await ReferenceWorld.StartAsync();
        var account = world.Account("");
        world.Org.Seed("Contact", [.. Enumerable.Range(0, 200).Select(number => new Dictionary<string, string?> { ["Email"] = $"p{number}@acme.com", ["LastName"] = $"P{number}", ["AccountId"] = account.Id })]);
        await world.SettleAsync();
        Assert.Equal(200, (await world.Ledger.HeldAsync(null, 1_000, default)).Count(pair => pair.Field(Company).Hold?.WaitsOn == account.ToString()));

        world.InSalesforce("edit", account, ("Website", "acme.com"));
        await world.PollAsync();
        await world.WorkAsync();
        world.Wait(TimeSpan.FromSeconds(46));
        world.Claimed.Clear();
        var before = world.HubSpotCalls.Total + world.SalesforceCalls.Total;
        await world.WorkAsync();

        Assert.Contains(200, world.Claimed);
        Assert.DoesNotContain(await world.Ledger.HeldAsync(null, 1_000, default), pair => pair.Field(Company).Hold is not null);
        Assert.InRange(world.HubSpotCalls.Total + world.SalesforceCalls.Total - before, 1, 20);
    }

    [Fact]
    public async Task A_required_company_is_waited_for_before_the_contact_is_made()
    {
        await using var world = await ReferenceWorld.StartAsync(mapping => mapping with { Fields = [.. mapping.Fields.Select(field => field.HubSpot == Company ? field with { IsRequired = true } : field)] });
        var account = world.Account("");
        var person = world.Person("ana@acme.com", account);
        await world.SettleAsync();

        var pair = await world.PairOfAsync(person);
        Assert.Null(pair.HubSpot.Ref);
        Assert.Equal(HoldCodes.WaitsForReference, pair.Hold?.Code);
        Assert.Equal(account.ToString(), pair.Hold?.WaitsOn);

        world.InSalesforce("edit", account, ("Website", "acme.com"));
        await world.SettleAsync();

        var contact = (await world.PairOfAsync(person)).HubSpot.Ref!.Value;
        Assert.Equal(await world.PartnerAsync(account), await world.CompanyOfAsync(contact));
    }

    private static long Writes(ReferenceWorld world) => world.HubSpotCalls.Endpoints.Concat(world.SalesforceCalls.Endpoints)
        .Where(each => each.Key.Contains("batch/update", StringComparison.Ordinal) || each.Key.Contains("batch/create", StringComparison.Ordinal) || each.Key.Contains("upsert", StringComparison.Ordinal) || each.Key.StartsWith("PATCH", StringComparison.Ordinal))
        .Sum(each => each.Value.Calls);
}
