using Integration.Ledger;
using Integration.Ledger.Tests.Postgres;

namespace Integration.Handoff.Tests.Rigs;

/// <summary>A ledger of a kind, with what it needs around it.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly Func<Task> drop;

    private Place(ILedger ledger, Func<Task> drop) => (Ledger, this.drop) = (ledger, drop);

    /// <summary>Empty; disposed by who uses it.</summary>
    public ILedger Ledger { get; }

    /// <summary>Opens <c>memory</c>, <c>sqlite</c> or <c>postgres</c>; skips aloud where there is no server.</summary>
    public static async Task<Place> OpenAsync(string kind)
    {
        if (kind == "memory") return new Place(LedgerStore.InMemory(), () => Task.CompletedTask);
        if (kind == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("handoff-ledger-");
            return new Place(await LedgerStore.OpenAsync($"Data Source={Path.Combine(folder.FullName, "ledger.db")}", TimeProvider.System, default), () =>
            {
                folder.Delete(recursive: true);
                return Task.CompletedTask;
            });
        }
        Assert.SkipWhen(string.IsNullOrEmpty(ScratchDatabase.Server), "set INTEGRATION_TEST_POSTGRES, or run tests/run which starts one");
        var database = new ScratchDatabase();
        await database.InitializeAsync();
        return new Place(await LedgerStore.OpenAsync(database.Connection, TimeProvider.System, default), () => database.DisposeAsync().AsTask());
    }

    public async ValueTask DisposeAsync() => await drop();
}
