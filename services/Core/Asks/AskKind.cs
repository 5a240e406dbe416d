using System.Text.Json.Serialization;
using Integration.Core.Records;

namespace Integration.Core.Asks;

/// <summary>What has to stand in the system, at the moment of the write, for an ask to be carried out.</summary>
/// <param name="Record">The record that was looked at: a person who has another one by now is left alone.</param>
/// <param name="Values">What each of the asked fields held when it was looked at; by the same names.</param>
public sealed record AskGuard(RecordKey Record, FieldValues Values);

/// <summary>What is asked for. Exactly one of the nested kinds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Release), "release")]
[JsonDerivedType(typeof(SetFields), "set-fields")]
[JsonDerivedType(typeof(Activity), "activity")]
public abstract record AskKind
{
    private AskKind()
    {
    }

    /// <summary>The pair may get its counterpart although the mapping says <c>when-handed-off</c>. Done once there is one; waits as long as something else holds the pair.</summary>
    public sealed record Release : AskKind;

    /// <summary>
    /// Sets fields of the pair's record. All of them in one write or none. A field that is mapped as well travels on to the other
    /// side like an edit made by a person. Waits while there is no record on that side.
    /// </summary>
    /// <param name="System">The system to be written.</param>
    /// <param name="Values">1 to 100 values in that system's own names and forms; blank clears.</param>
    public sealed record SetFields(SystemName System, FieldValues Values) : AskKind
    {
        /// <summary>Carried out only where this still stands; else the ask ends as <see cref="AskCodes.Overtaken"/> and nothing is written. Null = whatever stands there. Salesforce alone: HubSpot takes no condition with a write.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public AskGuard? Only { get; init; }
    }

    /// <summary>
    /// Makes a record about the person: a Salesforce <c>Task</c>, a HubSpot <c>notes</c> or <c>tasks</c> record. Made once, whatever is
    /// lost on the way. Who it is about is not among the values: it is the pair's record at the time of writing.
    /// </summary>
    /// <param name="System">The system to be written.</param>
    /// <param name="Object">The vendor's object name.</param>
    /// <param name="Values">1 to 100 values in that system's own names and forms.</param>
    public sealed record Activity(SystemName System, string Object, FieldValues Values) : AskKind;
}
