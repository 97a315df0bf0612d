using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Telemetry;

namespace SignGateway.Admin.Configuration;

/// <summary>What the gateway runs with, secrets only as set or not set.</summary>
internal static class ConfigurationEndpoint
{
    private static readonly string Version =
        typeof(ConfigurationEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public static void MapConfiguration(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/configuration", Get).WithName("AdminConfiguration").Produces<ConfigurationSchema>()
            .WithSummary("What is in force, with defaults; secrets only as set or not set. And what start-up warned of.");
        routes.MapOtherVerbs("/configuration", "GET");
    }

    private static JsonBody Get(ReadConfiguration read, ProfileCatalog profiles, StartWarnings warnings, IHostEnvironment environment)
    {
        var settings = read.Execute().ToList();
        return new JsonBody(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("version", Version);
            writer.WriteString("environment", environment.EnvironmentName);
            writer.WriteStartArray("profiles");
            foreach (var profile in profiles.All)
                WriteProfile(writer, profile.Name, settings);
            writer.WriteEndArray();
            writer.WriteStartArray("settings");
            foreach (var setting in settings)
                Write(writer, setting, setting.Key);
            writer.WriteEndArray();
            writer.WriteStartArray("warnings");
            foreach (var warning in warnings.All)
                writer.WriteStringValue(warning);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    // Takes its settings out of the list of all.
    private static void WriteProfile(Utf8JsonWriter writer, string name, List<Setting> settings)
    {
        var prefix = $"{ProfilesOptions.Section}:{name}:";
        var own = settings.Where(setting => setting.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        settings.RemoveAll(own.Contains);
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteStartArray("settings");
        foreach (var setting in own)
            Write(writer, setting, setting.Key[prefix.Length..]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Setting setting, string key)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        writer.WriteString("value", setting.Text);
        writer.WriteBoolean("secret", setting.Secret);
        writer.WriteBoolean("set", setting.Set);
        writer.WriteEndObject();
    }

    private sealed record ConfigurationSchema(
        string Version, string Environment, IReadOnlyList<ProfileSchema> Profiles, IReadOnlyList<SettingSchema> Settings, IReadOnlyList<string> Warnings);

    private sealed record ProfileSchema(string Name, IReadOnlyList<SettingSchema> Settings);

    private sealed record SettingSchema(string Key, string? Value, bool Secret, bool Set);
}
