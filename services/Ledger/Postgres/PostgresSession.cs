using System.Data;
using Integration.Ledger.Drafts;
using Npgsql;

namespace Integration.Ledger.Postgres;

/// <summary>Transactions: each is made again when it lost a race, and once more on a fresh connection when the old one was dead.</summary>
internal sealed class PostgresSession(PostgresPlace place) : IAsyncDisposable
{
    private const int AttemptsMax = 20;

    private readonly NpgsqlDataSource source = place.Open();

    public Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> body, CancellationToken stop) => RunAsync(IsolationLevel.ReadCommitted, body, stop);

    /// <summary>Everything that the body reads is of one moment.</summary>
    public Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> body, CancellationToken stop) => RunAsync(IsolationLevel.RepeatableRead, body, stop);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<T> RunAsync<T>(IsolationLevel isolation, Func<NpgsqlConnection, Task<T>> body, CancellationToken stop)
    {
        var reconnected = false;
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop);
                await using var transaction = await connection.BeginTransactionAsync(isolation, stop);
                var result = await body(connection);
                committing = true;
                // Not cancellable: a commit that was given up half-way has an unknown end.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (LedgerRaceException) when (attempt < AttemptsMax)
            {
                // Made again at once: the other one has committed already, that is how we noticed.
            }
            catch (LedgerRaceException error)
            {
                throw new LedgerUnavailableException($"The ledger at {place.Name} is too contended: the transaction lost {AttemptsMax} races. Nothing was stored by this call. Mend: call again.", error);
            }
            catch (PostgresException error) when (PostgresFaults.IsRace(error) && attempt < AttemptsMax)
            {
                // As above; of a deadlock the other one goes on now.
            }
            catch (PostgresException error) when (PostgresFaults.IsRefusal(error))
            {
                throw new ArgumentException($"The call breaks a promise of the ledger, and stored nothing: {error.MessageText} ({error.ConstraintName})", error);
            }
            catch (NpgsqlException error) when (PostgresFaults.IsLost(error) && !committing && !reconnected)
            {
                // A pooled connection outlives the server it was made to. Without a commit nothing has happened there.
                reconnected = true;
                source.Clear();
            }
            catch (NpgsqlException error)
            {
                throw PostgresFaults.Of(error, place, committing);
            }
            catch (Exception error) when (error is System.Net.Sockets.SocketException or TimeoutException)
            {
                throw PostgresFaults.Of(new NpgsqlException(error.Message, error), place, committing);
            }
        }
    }
}
