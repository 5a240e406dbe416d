using Integration.Sandbox.Control;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Streaming;

internal sealed class ChangeLog(OrgState state, FaultPlan faults)
{
    public void SelectInitial(string adminId)
    {
        var tx = new Transaction(state, new Caller(adminId) { SeesEverything = true });
        foreach (var name in state.Options.ChangeEventObjects)
            Tooling.ChannelMembers.Add(tx, $"ChangeEvents_{Tooling.ChannelMembers.EventName(name)}", "ChangeEvents", state.Schema[name], null);
    }

    public void Append(Transaction tx) { _ = state; _ = faults; _ = tx; }
}
