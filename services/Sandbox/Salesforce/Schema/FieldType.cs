namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>Field types as the describe call spells them, in lower case on the wire.</summary>
public enum FieldType
{
    /// <summary>18-character record id.</summary>
    Id,
    /// <summary>Id of another record.</summary>
    Reference,
    /// <summary>Short text.</summary>
    String,
    /// <summary>Long text.</summary>
    TextArea,
    /// <summary>One of a list; any text where the list is not restricted.</summary>
    Picklist,
    /// <summary>Several of a list, joined by semicolons.</summary>
    MultiPicklist,
    /// <summary>Text with suggestions.</summary>
    ComboBox,
    /// <summary>Address of a mailbox, stored in lower case.</summary>
    Email,
    /// <summary>Telephone number, as sent.</summary>
    Phone,
    /// <summary>Web address, as sent.</summary>
    Url,
    /// <summary>True or false, never null.</summary>
    Boolean,
    /// <summary>Whole number.</summary>
    Int,
    /// <summary>Number with a scale.</summary>
    Double,
    /// <summary>Amount of money.</summary>
    Currency,
    /// <summary>25 means 25 %.</summary>
    Percent,
    /// <summary>Day without a time zone.</summary>
    Date,
    /// <summary>Instant, whole seconds.</summary>
    DateTime,
    /// <summary>Compound of street, city and so on; read only.</summary>
    Address,
}
