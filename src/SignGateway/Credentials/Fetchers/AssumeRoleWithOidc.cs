using System.Diagnostics;
using System.Globalization;

namespace SignGateway.Credentials.Fetchers;

/// <summary>STS AssumeRoleWithOIDC: an identity token instead of a key pair and a signature.</summary>
internal sealed class AssumeRoleWithOidc(OidcSettings settings, SessionTerms terms, CredentialHttp http, TimeProvider time) : ICredentialFetcher
{
    private const string Action = "AssumeRoleWithOIDC";
    private const int MinTokenLength = 4;
    private const int MaxTokenLength = 20_000;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        // Read anew each time: the token is renewed in place.
        return await SmallFile.ReadAsync(settings.TokenFile!, MaxTokenLength, cancellationToken) switch
        {
            SmallFile.Read(var text) when text.Trim() is { Length: >= MinTokenLength } token => await SendAsync(token, cancellationToken),
            SmallFile.Read => new FetchOutcome.Failed("the identity token's file is empty"),
            SmallFile.Unreadable(var reason) => new FetchOutcome.Failed($"the identity token's file {reason}"),
            var unknown => throw new UnreachableException($"Unhandled outcome {unknown.GetType()}"),
        };
    }

    private async Task<FetchOutcome> SendAsync(string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint!, Query()))
        {
            Content = new ByteArrayContent(StsForm.Encode(Parameters(token))),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", StsForm.ContentType);
        request.Headers.TryAddWithoutValidation("accept", "application/json");
        return StsAnswer.Read(await http.SendAsync(CredentialHttp.StsClient, request, CredentialHttp.StsTime, cancellationToken), Action, time.GetUtcNow());
    }

    private string Query() => $"/?Action={Action}&Version={StsForm.Version}&Format=JSON&Timestamp={Uri.EscapeDataString(StsForm.Timestamp(time.GetUtcNow()))}";

    private IEnumerable<(string Name, string? Value)> Parameters(string token) =>
    [
        ("RoleArn", settings.RoleArn),
        ("OIDCProviderArn", settings.ProviderArn),
        ("OIDCToken", token),
        ("RoleSessionName", terms.Name),
        ("DurationSeconds", terms.DurationSeconds.ToString(CultureInfo.InvariantCulture)),
        ("Policy", terms.Policy),
    ];
}
