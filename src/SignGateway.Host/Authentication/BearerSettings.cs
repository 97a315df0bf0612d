using SignGateway.Problems;

namespace SignGateway.Host.Authentication;

/// <summary>The framework's own section <c>Authentication:Schemes:Bearer</c>, as far as it is read here.</summary>
internal sealed class BearerSettings
{
    public const string Section = "Authentication:Schemes:Bearer";

    [Harmless]
    public string? Authority { get; set; }

    [Harmless]
    public string? MetadataAddress { get; set; }

    public bool RequireHttpsMetadata { get; set; } = true;

    [Harmless]
    public string? ValidIssuer { get; set; }

    [Harmless]
    public List<string> ValidIssuers { get; init; } = [];

    [Harmless]
    public string? ValidAudience { get; set; }

    [Harmless]
    public List<string> ValidAudiences { get; init; } = [];

    public List<SigningKeySettings> SigningKeys { get; init; } = [];

    public bool HasAuthority => !string.IsNullOrWhiteSpace(Authority) || !string.IsNullOrWhiteSpace(MetadataAddress);

    public bool IsEmpty => !HasAuthority && SigningKeys.Count == 0;

    public IReadOnlyList<string> Audiences => Named([.. ValidAudiences, ValidAudience]);

    public bool NamesIssuers => Named([.. ValidIssuers, ValidIssuer]).Count > 0;

    /// <summary>The issuers that are trusted; those of the keys where none is named. None, and the Authority's own word counts.</summary>
    public IReadOnlyList<string> Issuers =>
        Named([.. ValidIssuers, ValidIssuer]) is { Count: > 0 } named ? named : Named(SigningKeys.Select(key => key.Issuer));

    private static List<string> Named(IEnumerable<string?> texts) =>
        texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!).Distinct(StringComparer.Ordinal).ToList();
}
