using Integration.Connectors.Ports;
using Integration.Core.Intents;
using Integration.Core.Records;
using static Integration.HubSpot.Tests.ServedPortal;

namespace Integration.HubSpot.Tests.Writes;

public sealed class OptOutWritesTests : IAsyncLifetime
{
    private const string OptOut = "hs_email_optout";
    private ServedPortal portal = null!;

    public async ValueTask InitializeAsync() => portal = await StartAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task An_opt_out_goes_through_the_preferences_and_comes_back_as_stored()
    {
        var ana = portal.Has(("email", "ana@quint.test"), ("firstname", "Ana"));

        var outcome = await portal.WriteAsync(Update(ana, (OptOut, "true")));

        Assert.Equal((WriteResult.Done, ana, null), (outcome.Result, outcome.Key, outcome.Fault));
        Assert.Equal("true", outcome.Stored!.Values[OptOut].Text);
        Assert.Equal("true", portal.Value(ana, OptOut));
        Assert.Equal(0, await portal.CallsOfAsync("batch/update"));
    }

    [Fact]
    public async Task The_address_is_the_one_the_contact_has_now()
    {
        var ana = portal.Has(("email", "old@quint.test"));
        portal.Edits(ana, ("email", "new@quint.test"));

        await portal.WriteAsync(Update(ana, (OptOut, "true")));

        Assert.Equal("true", portal.Value(ana, OptOut));
        Assert.Null(portal.Value(portal.Has(("email", "old@quint.test")), OptOut));
    }

    [Fact]
    public async Task The_rest_of_a_write_follows_its_opt_out()
    {
        var ana = portal.Has(("email", "ana@quint.test"));

        var outcome = await portal.WriteAsync(Update(ana, (OptOut, "true"), ("jobtitle", "CTO")));

        Assert.Equal((WriteResult.Done, "true", "CTO"), (outcome.Result, outcome.Stored!.Values[OptOut].Text, outcome.Stored.Values["jobtitle"].Text));
    }

    [Fact]
    public async Task A_contact_is_born_opted_out()
    {
        var outcome = await portal.WriteAsync(Create(Next(), ("email", "ana@quint.test"), (OptOut, "true")));

        Assert.Equal((WriteResult.Done, "true"), (outcome.Result, outcome.Stored!.Values[OptOut].Text));
        Assert.Equal("true", portal.Value(outcome.Key!.Value, OptOut));
    }

    [Fact]
    public async Task Without_an_address_only_the_opt_out_is_refused_and_says_why()
    {
        var outcome = await portal.WriteAsync(Update(portal.Has(("firstname", "Ana")), (OptOut, "true")));

        Assert.Equal((WriteResult.Rejected, FaultClass.Field, "NO_EMAIL", OptOut), (outcome.Result, outcome.Fault!.Class, outcome.Fault.Code, outcome.Fault.Field));
    }

    [Fact]
    public async Task Nobody_is_opted_in()
    {
        var ana = portal.Has(("email", "ana@quint.test"));
        await portal.WriteAsync(Update(ana, (OptOut, "true")));

        var outcome = await portal.WriteAsync(Update(ana, (OptOut, "false")));

        Assert.Equal((WriteResult.Rejected, "OPT_IN"), (outcome.Result, outcome.Fault!.Code));
        Assert.Equal("true", portal.Value(ana, OptOut));
    }

    [Theory]
    [InlineData(IntentKind.Update, FaultClass.Field)]
    [InlineData(IntentKind.Create, FaultClass.Record)]
    public async Task A_missing_right_holds_the_opt_out_alone_but_a_create_as_a_whole(IntentKind kind, FaultClass expected)
    {
        await using var bare = await StartAsync(options => options with { Scopes = ["crm.objects.contacts.read", "crm.objects.contacts.write", "crm.schemas.contacts.write", "crm.schemas.contacts.read"] });
        var write = kind == IntentKind.Update ? Update(bare.Has(("email", "ana@quint.test")), (OptOut, "true"), ("jobtitle", "CTO")) : Create(Next(), ("email", "ana@quint.test"), (OptOut, "true"));

        var outcome = await bare.WriteAsync(write);

        Assert.Equal((WriteResult.Rejected, expected), (outcome.Result, outcome.Fault!.Class));
        Assert.Contains("communication_preferences", outcome.Fault.Mend, StringComparison.Ordinal);
        Assert.Equal(0, await bare.CallsOfAsync("batch/upsert"));
    }

    [Fact]
    public async Task An_opt_out_that_HubSpot_was_too_busy_for_is_not_applied()
    {
        var ana = portal.Has(("email", "ana@quint.test"));
        portal.Faults(new Integration.Sandbox.Control.Fault { On = "*unsubscribe-all", Do = Integration.Sandbox.Control.FaultKind.Lock });

        var outcome = await portal.WriteAsync(Update(ana, (OptOut, "true")));

        Assert.NotEqual(WriteResult.Done, outcome.Result);
        Assert.NotEqual(WriteResult.Rejected, outcome.Result);
    }
}
