using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Integration.Sandbox.Control;

/// <summary>One emulated system behind the control surface: the HubSpot portal or the Salesforce org.</summary>
/// <remarks>Members are safe to call from any thread. A refusal is a <see cref="SandboxRefusedException"/>; nothing was changed then.</remarks>
public interface ISandboxSystem
{
    /// <summary><c>hubspot</c> or <c>salesforce</c>.</summary>
    string Name { get; }
    /// <summary>The system's own clock.</summary>
    SandboxClock Clock { get; }
    /// <summary>The system's fault plan.</summary>
    FaultPlan Faults { get; }
    /// <summary>Rises with every change of stored state; a snapshot is due when it moved.</summary>
    long Revision { get; }
    /// <summary>Maps the vendor's own paths.</summary>
    void Map(WebApplication app);
    /// <summary>Writes the vendor's error answer for a fault of the given kind (429, 500, 503, 401, lock as a whole-request refusal).</summary>
    (int Status, string ContentType, string Body) FaultAnswer(FaultKind kind);
    /// <summary>True when the system itself carries out <see cref="FaultKind.Lock"/>, record by record, because a locked row does not fail its whole request.</summary>
    bool LocksPerRecord => false;
    /// <summary>Method and path with ids, versions and locators replaced by <c>{}</c>, for the call log.</summary>
    string EndpointOf(string method, string path);
    /// <summary>Back to an empty system with its standard schema, users and credentials.</summary>
    void Reset();
    /// <summary>Creates records as an import would; answers with what was made.</summary>
    JsonObject Seed(string objectName, IReadOnlyList<IReadOnlyDictionary<string, string?>> records);
    /// <summary>Acts as a human user in the vendor's pages; answers with the changed record.</summary>
    JsonObject Act(JsonObject request);
    /// <summary>Writes the whole state as JSON.</summary>
    void Save(Stream stream);
    /// <summary>Replaces the state by one that <see cref="Save"/> wrote.</summary>
    void Load(Stream stream);
}

/// <summary>A control request that cannot be carried out; the message says what and how to mend it.</summary>
public sealed class SandboxRefusedException(string message) : Exception(message);
