using Integration.Sandbox.Salesforce.Setup;
using Integration.Sandbox.Salesforce.Snapshots;

namespace Integration.Sandbox.Salesforce;

public sealed partial class SalesforceOrg
{
    /// <inheritdoc />
    /// <remarks>Transactions under way and uploaded bulk jobs are carried out first. Query locators and streaming clients are not kept: their users meet INVALID_QUERY_LOCATOR and Unknown client, as after an outage.</remarks>
    public void Save(Stream stream) => Locked(() =>
    {
        pending.CommitAll(this);
        Jobs.AdvanceAll();
        OrgSnapshot.Save(this, stream);
        return true;
    });

    /// <inheritdoc />
    /// <exception cref="InvalidDataException">The snapshot is of another format. The org is empty then.</exception>
    public void Load(Stream stream) => Locked(() =>
    {
        Blank();
        OrgSnapshot.Load(this, stream);
        Standard = StandardOrg.Found(State);
        Interlocked.Increment(ref revision);
        return true;
    });

    internal void RestoreDeleted(DateTimeOffset deleted, string id) => bin.Restore(deleted, id);
}
