using System.Net;
using SignGateway.Credentials;
using SignGateway.Tests.Infrastructure;
using Xunit;

namespace SignGateway.Tests.Credentials;

/// <summary>Whatever goes wrong, and right, nothing that is secret is told. The services answer with everything that they were sent and more.</summary>
public sealed class SecrecyTests : IDisposable
{
    private static readonly string[] Secrets =
    [
        "caller-id", "caller-secret", "identity-token", "identity%2Dtoken", "metadata-token", "token-id", "token-secret", "token-token", "uri-secret", "Signature=", "ACS3-HMAC",
    ];

    private readonly string _file = Path.GetTempFileName();

    public SecrecyTests() => File.WriteAllText(_file, "identity-token");

    public static TheoryData<string, string> Failures
    {
        get
        {
            var failures = new TheoryData<string, string>();
            foreach (var source in new[] { "Sts", "Oidc", "EcsRamRole", "Default" })
            {
                foreach (var failure in new[] { "none", "refused", "garbled", "unreachable", "broken", "hanging", "too large" })
                    failures.Add(source, failure);
            }

            return failures;
        }
    }

    public void Dispose() => File.Delete(_file);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task holds(string source, string failure)
    {
        await using var host = new CredentialHost(
            new(CredentialHost.Sts()) { ["Credentials:Source"] = source, ["Credentials:OidcProviderArn"] = CredentialHost.ProviderArn, ["Credentials:OidcTokenFile"] = _file },
            new() { ["ALIBABA_CLOUD_CREDENTIALS_URI"] = "http://uri.example/?token=uri-secret" });
        host.Service.Answer = request => Answer(host, request, failure);
        if (failure == "hanging")
            host.Service.Gate = new TaskCompletionSource().Task;

        var outcome = await host.Time.PassUntilAsync(host.GetAsync(), TimeSpan.FromSeconds(1));

        List<string> told = [.. host.Log.Lines];
        if (outcome is CredentialsOutcome.Unavailable(var reason, _))
            told.Add(reason);
        Assert.Equal(failure == "none", outcome is CredentialsOutcome.Available);
        Assert.NotEmpty(told);
        foreach (var secret in Secrets)
            Assert.DoesNotContain(told, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static HttpResponseMessage? Answer(CredentialHost host, HttpRequestMessage request, string failure)
    {
        var everything = $"{SeenRequest.Of(request)} {string.Join(' ', Secrets)}";
        return failure switch
        {
            "refused" => CredentialHost.Json($$"""{"Code":"{{everything.Replace('"', ' ')}}","Message":"{{everything.Replace('"', ' ')}}","RequestId":"caller-secret caller-id"}""", HttpStatusCode.Forbidden),
            "garbled" => CredentialHost.Json(everything),
            "unreachable" => null,
            "broken" => throw new InvalidOperationException(everything),
            "too large" => CredentialHost.Json(string.Concat(Enumerable.Repeat(everything, 1000))),
            _ when request.Method == HttpMethod.Put => StandInHost.Text("metadata-token"),
            _ when request.RequestUri!.AbsolutePath.EndsWith("credentials/", StringComparison.Ordinal) => StandInHost.Text("gateway-role"),
            _ when request.RequestUri!.Host.StartsWith("sts", StringComparison.Ordinal) => host.Token(),
            _ => StandInHost.Text(host.Keys()),
        };
    }
}
