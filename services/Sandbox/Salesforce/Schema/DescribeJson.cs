using System.Text.Json.Nodes;
using Integration.Sandbox.Salesforce.Records;

namespace Integration.Sandbox.Salesforce.Schema;

/// <summary>Writes describe answers. Every field carries the same keys, also where they hold nothing: facts/salesforce.md section 1.</summary>
internal static class DescribeJson
{
    public static JsonObject Object(OrgState state, Caller caller, SObjectType type, string root, string instanceUrl)
    {
        var json = Common(type, root);
        json["actionOverrides"] = new JsonArray();
        json["childRelationships"] = new JsonArray([.. state.Schema.ChildrenOf(type.Name).Where(child => !child.Child.Has(ObjectTraits.ToolingOnly)).Select(Child)]);
        json["compactLayoutable"] = true;
        json["defaultImplementation"] = null;
        json["extendedBy"] = null;
        json["extendsInterfaces"] = null;
        json["fields"] = new JsonArray([.. type.Fields.Where(field => state.Permissions.CanRead(caller, type, field)).Select(field => Field(state, caller, type, field))]);
        json["implementedBy"] = null;
        json["implementsInterfaces"] = null;
        json["listviewable"] = null;
        json["lookupLayoutable"] = null;
        json["namedLayoutInfos"] = new JsonArray();
        json["networkScopeFieldName"] = null;
        json["recordTypeInfos"] = new JsonArray(MasterRecordType(type, root));
        json["searchLayoutable"] = true;
        json["sobjectDescribeOption"] = "FULL";
        json["supportedScopes"] = new JsonArray(Scope("everything", $"All {type.Plural.ToLowerInvariant()}"), Scope("mine", $"My {type.Plural.ToLowerInvariant()}"));
        var urls = (JsonObject)json["urls"]!;
        urls["uiDetailTemplate"] = $"{instanceUrl}/{{ID}}";
        urls["uiEditTemplate"] = $"{instanceUrl}/{{ID}}/e";
        urls["uiNewRecord"] = $"{instanceUrl}/{type.KeyPrefix}/e";
        return json;
    }

    /// <summary>What global and single describe share.</summary>
    public static JsonObject Common(SObjectType type, string root) => new()
    {
        ["activateable"] = false,
        ["associateEntityType"] = null,
        ["associateParentEntity"] = null,
        ["createable"] = type.Has(ObjectTraits.Createable),
        ["custom"] = false,
        ["customSetting"] = false,
        ["deepCloneable"] = false,
        ["deletable"] = type.Has(ObjectTraits.Deletable),
        ["deprecatedAndHidden"] = false,
        ["feedEnabled"] = type.Has(ObjectTraits.Business),
        ["hasSubtypes"] = false,
        ["isInterface"] = false,
        ["isSubtype"] = false,
        ["keyPrefix"] = type.KeyPrefix,
        ["label"] = type.Label,
        ["labelPlural"] = type.Plural,
        ["layoutable"] = type.Has(ObjectTraits.Business),
        ["mergeable"] = type.Has(ObjectTraits.Mergeable),
        ["mruEnabled"] = type.Has(ObjectTraits.Business),
        ["name"] = type.Name,
        ["queryable"] = true,
        ["replicateable"] = type.Has(ObjectTraits.Replicateable),
        ["retrieveable"] = true,
        ["searchable"] = type.Has(ObjectTraits.Business),
        ["triggerable"] = type.Has(ObjectTraits.Business),
        ["undeletable"] = type.Has(ObjectTraits.Undeletable),
        ["updateable"] = type.Has(ObjectTraits.Updateable),
        ["urls"] = new JsonObject
        {
            ["compactLayouts"] = $"{root}/sobjects/{type.Name}/describe/compactLayouts",
            ["rowTemplate"] = $"{root}/sobjects/{type.Name}/{{ID}}",
            ["approvalLayouts"] = $"{root}/sobjects/{type.Name}/describe/approvalLayouts",
            ["listviews"] = $"{root}/sobjects/{type.Name}/listviews",
            ["describe"] = $"{root}/sobjects/{type.Name}/describe",
            ["quickActions"] = $"{root}/sobjects/{type.Name}/quickActions",
            ["layouts"] = $"{root}/sobjects/{type.Name}/describe/layouts",
            ["sobject"] = $"{root}/sobjects/{type.Name}",
        },
    };

    private static JsonObject Field(OrgState state, Caller caller, SObjectType type, SField field)
    {
        var editable = state.Permissions.CanEdit(caller, type, field);
        return new JsonObject
        {
            ["aggregatable"] = field.Sortable && field.Type != FieldType.Boolean,
            ["aiPredictionField"] = false,
            ["autoNumber"] = false,
            ["byteLength"] = field.Type is FieldType.Id or FieldType.Reference ? 18 : field.Length * 3,
            ["calculated"] = false,
            ["calculatedFormula"] = null,
            ["cascadeDelete"] = false,
            ["caseSensitive"] = field.CaseSensitive,
            ["compoundFieldName"] = field.Compound,
            ["controllerName"] = null,
            ["createable"] = field.Createable && editable,
            ["custom"] = field.Custom,
            ["defaultValue"] = field.Type == FieldType.Boolean ? JsonValue.Create(field.Default is "true") : JsonValue.Create(field.Default),
            ["defaultValueFormula"] = null,
            ["defaultedOnCreate"] = field.DefaultedOnCreate,
            ["dependentPicklist"] = false,
            ["deprecatedAndHidden"] = false,
            ["digits"] = field.Digits,
            ["displayLocationInDecimal"] = false,
            ["encrypted"] = false,
            ["externalId"] = field.ExternalId,
            ["extraTypeInfo"] = field.Type == FieldType.TextArea ? "plaintextarea" : field.Compound == "Name" || Computed.IsFullName(type, field) ? "personname" : null,
            ["filterable"] = field.Filterable,
            ["filteredLookupInfo"] = null,
            ["formulaTreatNullNumberAsZero"] = false,
            ["groupable"] = field.Groupable,
            ["highScaleNumber"] = false,
            ["htmlFormatted"] = false,
            ["idLookup"] = field.IdLookup || field.ExternalId,
            ["inlineHelpText"] = null,
            ["label"] = field.Label,
            ["length"] = field.Length,
            ["mask"] = null,
            ["maskType"] = null,
            ["name"] = field.Name,
            ["nameField"] = field.NameField,
            ["namePointing"] = field.Polymorphic,
            ["nillable"] = field.Nillable,
            ["permissionable"] = field.Permissionable,
            ["picklistValues"] = new JsonArray([.. field.Values.Select(value => new JsonObject
            {
                ["active"] = true,
                ["defaultValue"] = value.Value == field.Default,
                ["label"] = value.Label,
                ["validFor"] = null,
                ["value"] = value.Value,
            })]),
            ["polymorphicForeignKey"] = field.Polymorphic,
            ["precision"] = field.Precision,
            ["queryByDistance"] = false,
            ["referenceTargetField"] = null,
            ["referenceTo"] = new JsonArray([.. field.ReferenceTo.Select(name => JsonValue.Create(name))]),
            ["relationshipName"] = field.RelationshipName,
            ["relationshipOrder"] = null,
            ["restrictedDelete"] = false,
            ["restrictedPicklist"] = field.Restricted,
            ["scale"] = field.Scale,
            ["searchPrefilterable"] = false,
            ["soapType"] = SoapType(field.Type),
            ["sortable"] = field.Sortable,
            ["type"] = field.Type.ToString().ToLowerInvariant(),
            ["unique"] = field.Unique,
            ["updateable"] = field.Updateable && editable,
            ["writeRequiresMasterRead"] = false,
        };
    }

    private static JsonObject Child((SObjectType Child, SField Field, string? Name) child) => new()
    {
        ["cascadeDelete"] = false,
        ["childSObject"] = child.Child.Name,
        ["deprecatedAndHidden"] = false,
        ["field"] = child.Field.Name,
        ["junctionIdListNames"] = new JsonArray(),
        ["junctionReferenceTo"] = new JsonArray(),
        ["relationshipName"] = child.Name,
        ["restrictedDelete"] = false,
    };

    private static JsonObject MasterRecordType(SObjectType type, string root) => new()
    {
        ["active"] = true,
        ["available"] = true,
        ["defaultRecordTypeMapping"] = true,
        ["developerName"] = "Master",
        ["master"] = true,
        ["name"] = "Master",
        ["recordTypeId"] = "012000000000000AAA",
        ["urls"] = new JsonObject { ["layout"] = $"{root}/sobjects/{type.Name}/describe/layouts/012000000000000AAA" },
    };

    private static JsonObject Scope(string name, string label) => new() { ["label"] = label, ["name"] = name };

    private static string SoapType(FieldType type) => type switch
    {
        FieldType.Id or FieldType.Reference => "tns:ID",
        FieldType.Boolean => "xsd:boolean",
        FieldType.Int => "xsd:int",
        FieldType.Double or FieldType.Currency or FieldType.Percent => "xsd:double",
        FieldType.Date => "xsd:date",
        FieldType.DateTime => "xsd:dateTime",
        FieldType.Address => "urn:address",
        _ => "xsd:string",
    };
}
