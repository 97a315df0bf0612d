using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SignGateway.Credentials;
using SignGateway.Telemetry;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>The slice by itself: settings and variables that a test gives, a clock that it sets, and services that answer as it says. Its log hears everything.</summary>
internal sealed class CredentialHost : IAsyncDisposable
{
    public const string RoleArn = "acs:ram::1234567890123456:role/gateway";
    public const string ProviderArn = "acs:ram::1234567890123456:oidc-provider/cluster";

    private readonly ServiceProvider _services;
    private readonly List<SeenRequest> _requests = [];

    public CredentialHost(Dictionary<string, string?> settings, Dictionary<string, string>? variables = null, Action<IServiceCollection>? register = null)
    {
        Service = new StandInHost { Answer = request => Hear(request, Token()) };
        var services = new ServiceCollection();
        register?.Invoke(services);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<RandomNumberGenerator>(new SetRandom(0x11));
        services.AddSingleton(new EnvironmentVariables(name => (variables ?? []).GetValueOrDefault(name)));
        services.AddMetrics();
        services.AddSingleton<GatewayMeter>();
        services.AddCredentials(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => $"SignGateway:{pair.Key}", pair => pair.Value)).Build());
        foreach (var client in new[] { "SignGateway.Sts", "SignGateway.Metadata" })
            services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => Service);
        _services = services.BuildServiceProvider();
    }

    public SetTime Time { get; } = new();

    public StandInHost Service { get; }

    public RememberedLog Log { get; } = new();

    public IReadOnlyList<SeenRequest> Requests => _requests;

    public ICredentialSource Source => _services.GetRequiredService<ICredentialSource>();

    public CredentialCatalog Catalog => _services.GetRequiredService<CredentialCatalog>();

    /// <summary>Settings that assume a role; every test of wrong ones breaks one.</summary>
    public static Dictionary<string, string?> Sts() => new()
    {
        ["Credentials:Source"] = "Sts",
        ["Credentials:RoleArn"] = RoleArn,
        ["Credentials:AccessKeyId"] = "caller-id",
        ["Credentials:AccessKeySecret"] = "caller-secret",
    };

    /// <summary>The variables that a pod of a cluster with RRSA has.</summary>
    public static Dictionary<string, string> Pod(string tokenFile) => new()
    {
        ["ALIBABA_CLOUD_ROLE_ARN"] = RoleArn,
        ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"] = ProviderArn,
        ["ALIBABA_CLOUD_OIDC_TOKEN_FILE"] = tokenFile,
    };

    /// <summary>What STS answers when it grants a token.</summary>
    public HttpResponseMessage Token(TimeSpan? life = null) => Json(
        $$"""{"RequestId":"R-1","AssumedRoleUser":{"Arn":"acs:ram::1:role/gateway/s","AssumedRoleId":"1:s"},"Credentials":{{Keys(life)}} }""");

    /// <summary>What the metadata service, or a credentials URI, answers.</summary>
    public string Keys(TimeSpan? life = null) =>
        $$"""{"Code":"Success","AccessKeyId":"STS.token-id","AccessKeySecret":"token-secret","SecurityToken":"token-token","Expiration":"{{(Time.GetUtcNow() + (life ?? TimeSpan.FromHours(1))).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""";

    public static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(text) };

    /// <summary>Notes a request, then answers it.</summary>
    public HttpResponseMessage Hear(HttpRequestMessage request, HttpResponseMessage answer)
    {
        lock (_requests)
            _requests.Add(SeenRequest.Of(request));
        return answer;
    }

    public async Task<CredentialsOutcome> GetAsync(double minutes = 10) => await Source.GetAsync(TimeSpan.FromMinutes(minutes), CancellationToken.None);

    public async Task<string> ReasonAsync() => Assert.IsType<CredentialsOutcome.Unavailable>(await GetAsync()).Reason;

    /// <summary>What is wrong with the settings, all of it.</summary>
    public IReadOnlyList<string> Faults()
    {
        try
        {
            _services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures];
        }
        catch (AggregateException exception)
        {
            return [.. exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)];
        }
    }

    /// <summary>Waits for what runs by itself once time has set it off.</summary>
    public static async Task UntilAsync(Func<bool> happened)
    {
        for (var attempt = 0; !happened(); attempt++)
        {
            Assert.True(attempt < 10_000, "It never happened.");
            await Task.Delay(1);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
