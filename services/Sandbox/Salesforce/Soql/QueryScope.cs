using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Soql;

/// <summary>What one statement is read against: its text for errors, the org, the user, and whether deleted rows count.</summary>
internal sealed record QueryScope(OrgState State, Caller Caller, string Text, bool All);
