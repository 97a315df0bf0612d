using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SignGateway.Credentials.Fetchers;

/// <summary>The credentials that an instance's metadata service hands out for the instance's role.</summary>
internal sealed partial class EcsRamRole(Uri endpoint, string? roleName, bool allowV1, CredentialHttp http, TimeProvider time) : ICredentialFetcher
{
    private const string RolesPath = "/latest/meta-data/ram/security-credentials/";

    // The service is on the same machine: what does not answer at once is not there.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(21600);

    private string? _token;
    private DateTimeOffset _tokenEnd;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        if (await RenewTokenAsync(cancellationToken) is { } outcome && !allowV1)
            return new FetchOutcome.Failed($"the metadata service {Word(outcome)} when asked for a token");

        if (roleName is not null)
            return await FetchAsync(roleName, cancellationToken);
        return await GetAsync(RolesPath, cancellationToken) switch
        {
            HttpOutcome.Answered(200, var body, _) when RoleName().IsMatch(body.Trim()) => await FetchAsync(body.Trim(), cancellationToken),
            HttpOutcome.Answered(200 or 404, _, _) => new FetchOutcome.Failed("the metadata service names no role; attach a RAM role to the instance"),
            var other => new FetchOutcome.Failed($"the metadata service {Word(other)} when asked for the instance's role"),
        };
    }

    private async Task<FetchOutcome> FetchAsync(string role, CancellationToken cancellationToken) => await GetAsync(RolesPath + role, cancellationToken) switch
    {
        HttpOutcome.Answered { Status: 200 } answered => CredentialAnswer.Read(answered, "the metadata service", time.GetUtcNow()),
        HttpOutcome.Answered(404, _, _) => new FetchOutcome.Failed($"the instance does not have the role {role}"),
        var other => new FetchOutcome.Failed($"the metadata service {Word(other)} when asked for credentials"),
    };

    // Null if there is a token.
    private async Task<HttpOutcome?> RenewTokenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_token is not null && now < _tokenEnd)
            return null;

        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(endpoint, "/latest/api/token"));
        request.Headers.TryAddWithoutValidation("X-aliyun-ecs-metadata-token-ttl-seconds", $"{TokenLife.TotalSeconds}");
        var answer = await http.SendAsync(CredentialHttp.LocalClient, request, TimeLimit, cancellationToken);
        _token = answer is HttpOutcome.Answered(200, var body, _) && MetadataToken().IsMatch(body.Trim()) ? body.Trim() : null;
        _tokenEnd = now + TokenLife;
        return _token is null ? answer : null;
    }

    private async Task<HttpOutcome> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, path));
        if (_token is not null)
            request.Headers.TryAddWithoutValidation("x-aliyun-ecs-metadata-token", _token);
        var answer = await http.SendAsync(CredentialHttp.LocalClient, request, TimeLimit, cancellationToken);
        // It may be the token that is refused: the next fetch gets a new one.
        if (answer is not HttpOutcome.Answered { Status: 200 })
            _token = null;
        return answer;
    }

    private static string Word(HttpOutcome outcome) => outcome switch
    {
        HttpOutcome.Answered(200, _, _) => "answered with something else",
        HttpOutcome.Answered(var status, _, _) => $"answered {status}",
        HttpOutcome.Unanswered(var reason) => $"failed ({reason})",
        var unknown => throw new UnreachableException($"Unhandled outcome {unknown}"),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9.@_-]{1,64}\z")]
    private static partial Regex RoleName();

    [GeneratedRegex(@"\A[!-~]{1,4096}\z")]
    private static partial Regex MetadataToken();
}
