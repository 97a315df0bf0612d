using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignGateway.Host.Http;
using Xunit;

namespace SignGateway.Host.Tests.Http;

/// <summary>Requests get no activity and no scope of the log exactly where nobody would see them.</summary>
public sealed class RequestDiagnosticsTests
{
    private const string Category = "Microsoft.AspNetCore.Hosting.Diagnostics";

    [Fact]
    public void are_left_out_of_the_settings_that_come_with_the_gateway() => Assert.False(IsOn());

    [Theory]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "Information")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "Trace")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information")]
    [InlineData("Logging:Console:LogLevel:Default", "Debug")]
    [InlineData("Logging:Console:FormatterOptions:IncludeScopes", "true")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("ReverseProxy:Routes:app:ClusterId", "app")]
    public void stay_where_somebody_sees_them(string key, string value) => Assert.True(IsOn((key, value)));

    private static bool IsOn(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings
            .Prepend(("Logging:LogLevel:Microsoft.AspNetCore", "Warning"))
            .Prepend(("Logging:LogLevel:Default", "Information"))
            .GroupBy(setting => setting.Item1, (key, values) => KeyValuePair.Create(key, (string?)values.Last().Item2)));
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole();
        builder.LeaveOutUnseenDiagnostics();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<ILoggerFactory>().CreateLogger(Category).IsEnabled(LogLevel.Critical);
    }
}
