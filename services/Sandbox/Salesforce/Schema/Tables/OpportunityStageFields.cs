namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>The fields of OpportunityStage; <see cref="FieldTable"/> explains the columns.</summary>
internal static class OpportunityStageFields
{
    public const string Table = """
        Id                   | id 18        | di | Opportunity Stage ID
        MasterLabel          | string 255   | nN | Master Label
        ApiName              | string 255   | -  | Api Name
        IsActive             | boolean      | d  | Is Active
        SortOrder            | int 9        | n  | Sort Order
        IsClosed             | boolean      | d  | Closed
        IsWon                | boolean      | d  | Won
        ForecastCategory     | picklist 40  | -  | Forecast Category
        ForecastCategoryName | picklist 40  | -  | Forecast Category Name
        DefaultProbability   | percent 3,0  | n  | Probability (%)
        Description          | string 255   | n  | Description
        CreatedById          | reference 18 | d  | Created By ID          | -> User as CreatedBy
        CreatedDate          | datetime     | d  | Created Date
        LastModifiedById     | reference 18 | d  | Last Modified By ID    | -> User as LastModifiedBy
        LastModifiedDate     | datetime     | d  | Last Modified Date
        SystemModstamp       | datetime     | d  | System Modstamp
        """;
}
