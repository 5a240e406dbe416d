namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of CampaignMemberStatus; <see cref="FieldTable"/> explains the columns.</summary>
internal static class CampaignMemberStatusFields
{
    public const string Table = """
        Id               | id 18        | di  | Campaign Member Status ID
        IsDeleted        | boolean      | d   | Deleted
        CampaignId       | reference 18 | c   | Campaign ID               | -> Campaign as Campaign
        Label            | string 765   | cuN | Member Status
        SortOrder        | int 9        | ncu | Sort Order
        IsDefault        | boolean      | cud | Is Default
        HasResponded     | boolean      | cud | Responded
        CreatedDate      | datetime     | d   | Created Date
        CreatedById      | reference 18 | d   | Created By ID             | -> User as CreatedBy
        LastModifiedDate | datetime     | d   | Last Modified Date
        LastModifiedById | reference 18 | d   | Last Modified By ID       | -> User as LastModifiedBy
        SystemModstamp   | datetime     | d   | System Modstamp
        """;
}
