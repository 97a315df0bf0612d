using SignGateway.Host.Edge;
using SignGateway.Host.Telemetry;

namespace SignGateway.Host.Http;

/// <summary>
/// The framework gives each request an activity and a scope of its log as soon as anything at all of its diagnostics could be logged. They are left out where nobody
/// sees them: no request is logged, no log shows scopes, and nothing is passed on. Who listens to activities gets them all the same.
/// </summary>
internal static class RequestDiagnostics
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void LeaveOutUnseenDiagnostics(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.HasEdge() || builder.Configuration.ExportsTelemetry() || ShowsScopes(builder.Configuration))
            return;
        builder.Services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            var rules = filters.Rules.Where(Concerns).ToList();
            if (rules.Count > 0 && rules.TrueForAll(rule => rule.LogLevel > LogLevel.Information))
                filters.Rules.Add(new LoggerFilterRule(providerName: null, Category, LogLevel.None, filter: null));
        });
    }

    // A log's own default comes before what all logs are told of a category.
    private static bool Concerns(LoggerFilterRule rule) => string.IsNullOrEmpty(rule.CategoryName)
        ? rule.ProviderName is not null
        : Category.StartsWith(rule.CategoryName, StringComparison.OrdinalIgnoreCase);

    private static bool ShowsScopes(ConfigurationManager configuration) => configuration.GetSection("Logging").AsEnumerable()
        .Any(setting => setting.Key.EndsWith(":IncludeScopes", StringComparison.OrdinalIgnoreCase) && string.Equals(setting.Value, "true", StringComparison.OrdinalIgnoreCase));
}
