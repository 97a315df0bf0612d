using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SignGateway.Profiles;

namespace SignGateway.Host.Tests.Reference;

/// <summary>appsettings.schema.json.</summary>
internal static class SettingsSchema
{
    private const string Time = @"^(\d+|(\d+\.)?([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d{1,7})?)?)$";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var root = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Settings of SignGateway",
            ["description"] = "Generated from the code; docs/settings.md tells the same. Sections of the framework and of YARP are open.",
            ["type"] = "object",
        };
        foreach (var (section, summary, settings) in KnownSettings.All)
        {
            var open = Describe(At(root, section), Plain(summary));
            foreach (var setting in settings)
                Add(root, setting.Key, setting);
            if (section == ProfilesOptions.Section)
                AddProfiles(root);
            // The framework has more of this section than is read here.
            if (section.StartsWith("SignGateway", StringComparison.Ordinal))
                Close(open);
        }

        return $"{root.ToJsonString(Readable)}\n";
    }

    private static void AddProfiles(JsonObject root)
    {
        foreach (var (own, described) in KnownSettings.OfProfiles)
        {
            foreach (var setting in KnownSettings.All.Single(section => section.Section == described).Settings)
                Add(root, $"{own}{setting.Key[described.Length..]}", setting);
        }
    }

    private static void Add(JsonObject root, string key, KnownSetting setting)
    {
        if (setting.IsSection)
        {
            // What is said of all of them, not of each.
            Describe(At(root, key.Split(':')[^1] is "N" or "NAME" or "ROLE" ? key[..key.LastIndexOf(':')] : key), Text(setting));
            return;
        }

        var schema = Schema(setting);
        var cut = key.LastIndexOf(':');
        if (key[cut..] != ":N")
        {
            Properties(At(root, key[..cut]))[key[(cut + 1)..]] = schema;
            return;
        }

        var list = At(root, key[..cut]);
        list["type"] = "array";
        list["description"] = schema["description"]!.DeepClone();
        schema.Remove("description");
        list["items"] = schema;
    }

    // The object at a key, made where there is none.
    private static JsonObject At(JsonObject root, string key)
    {
        var at = root;
        foreach (var part in key.Split(':'))
        {
            (var name, at) = part switch
            {
                "N" => ("items", at),
                "NAME" or "ROLE" => ("additionalProperties", at),
                _ => (part, Properties(at)),
            };
            at = at[name] as JsonObject ?? Put(at, name);
            if (part is not ("N" or "NAME" or "ROLE") && at.Count == 0)
                at["type"] = "object";
        }

        return at;

        static JsonObject Put(JsonObject parent, string name)
        {
            var made = new JsonObject();
            if (name == "items")
                parent["type"] = "array";
            if (name is "items" or "additionalProperties")
                made["type"] = "object";
            parent[name] = made;
            return made;
        }
    }

    private static JsonObject Properties(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
            schema["properties"] = properties = [];
        return properties;
    }

    private static JsonObject Describe(JsonObject schema, string summary)
    {
        if (summary.Length > 0)
            schema["description"] = summary;
        return schema;
    }

    // Below it nothing goes but what is described: a typing error is marked.
    private static void Close(JsonObject schema)
    {
        if (schema["properties"] is JsonObject properties)
        {
            if (!schema.ContainsKey("additionalProperties"))
                schema["additionalProperties"] = false;
            foreach (var (_, property) in properties)
                Close(property!.AsObject());
        }

        foreach (var name in (string[])["items", "additionalProperties"])
        {
            if (schema[name] is JsonObject inner)
                Close(inner);
        }
    }

    private static JsonObject Schema(KnownSetting setting)
    {
        var type = setting.Type;
        var schema = new JsonObject { ["description"] = Text(setting) };
        schema["type"] = type == typeof(bool) ? "boolean" : type == typeof(string) || type == typeof(TimeSpan) || type.IsEnum ? "string" : "integer";
        if (type.IsEnum)
            schema["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]);
        if (type == typeof(TimeSpan))
            schema["pattern"] = Time;
        if (setting.DefaultText is { } text)
            schema["default"] = schema["type"]!.GetValue<string>() == "string" ? JsonValue.Create(text) : JsonNode.Parse(text);
        return schema;
    }

    private static string Text(KnownSetting setting) =>
        Plain($"{setting.Summary} {(setting.Required.Length > 0 ? $"R{setting.Required[1..]}" : $"Defaults to {setting.SaidDefault}")}.");

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal);
}
