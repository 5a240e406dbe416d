namespace Integration.Core.Mappings;

/// <summary>How values of a mapped field are compared and written.</summary>
public enum FieldType
{
    /// <summary>Text: compared trimmed, line ends folded.</summary>
    Text,
    /// <summary>Mail address: compared trimmed and in lower case; never written blank.</summary>
    Email,
    /// <summary>Phone number: compared by its digits and a leading plus.</summary>
    Phone,
    /// <summary>Number, currency or percent: compared by value.</summary>
    Number,
    /// <summary>Yes or no; a blank one is no, since Salesforce checkboxes are never null.</summary>
    Boolean,
    /// <summary>Calendar day without a zone.</summary>
    Date,
    /// <summary>Instant: compared in UTC to the second, the coarser side's precision.</summary>
    DateTime,
    /// <summary>One value of a list; compared as is.</summary>
    Picklist,
    /// <summary>Several values joined by <c>;</c>: compared as a set.</summary>
    MultiPicklist,
    /// <summary>Web address of an organisation: compared, and written, as its host without <c>www.</c></summary>
    Domain,
    /// <summary>Id of another record or of an owner: compared through <see cref="FieldMapping.RefersTo"/>, never as text.</summary>
    Reference,
}

/// <summary>Which way a field travels.</summary>
public enum FieldDirection
{
    /// <summary>Both ways.</summary>
    Both,
    /// <summary>HubSpot to Salesforce; HubSpot owns the value.</summary>
    ToSalesforce,
    /// <summary>Salesforce to HubSpot; Salesforce owns the value.</summary>
    ToHubSpot,
}

/// <summary>Who wins when both sides changed a field to different meanings.</summary>
public enum ConflictPolicy
{
    /// <summary>The HubSpot value.</summary>
    HubSpot,
    /// <summary>The Salesforce value.</summary>
    Salesforce,
    /// <summary>The later change where both times are known and disjoint; else <see cref="FieldMapping.Else"/>.</summary>
    Newest,
    /// <summary>The owner's (<see cref="FieldMapping.Else"/>) value unless it is blank; also puts an edit of the other side back.</summary>
    FillBlank,
    /// <summary>The value later in <see cref="FieldMapping.Order"/>; a value outside it is held.</summary>
    MostAdvanced,
    /// <summary>Three-way union of a multi-select.</summary>
    Union,
    /// <summary>Union that never shrinks.</summary>
    UnionGrow,
    /// <summary>The larger number or later date; blank is neutral.</summary>
    Max,
    /// <summary>The smaller number or earlier date; blank is neutral.</summary>
    Min,
    /// <summary>Neither: keep both and ask a person.</summary>
    Hold,
    /// <summary>Out on either side is out on both; opting in again travels only from <see cref="FieldMapping.OptInFrom"/>. For yes-or-no fields.</summary>
    OptOut,
}

/// <summary>What happens when the read-only side of a one-way field is edited.</summary>
public enum DriftRule
{
    /// <summary>The edit stays where it is; nothing is written. The default.</summary>
    Ignore,
    /// <summary>The owner's value is written again.</summary>
    Reassert,
}
