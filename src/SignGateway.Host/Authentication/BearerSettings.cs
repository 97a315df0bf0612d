using SignGateway.Problems;

namespace SignGateway.Host.Authentication;

/// <summary>The framework's own section <c>Authentication:Schemes:Bearer</c>, as far as it is read here.</summary>
internal sealed class BearerSettings
{
    public const string Section = "Authentication:Schemes:Bearer";

    /// <summary>The OpenID Connect issuer whose published keys sign tokens. Defaults to none; then <see cref="SigningKeys"/> do.</summary>
    [Harmless]
    public string? Authority { get; set; }

    /// <summary>The URL of the issuer's discovery document. Defaults to <c>.well-known/openid-configuration</c> below <see cref="Authority"/>.</summary>
    [Harmless]
    public string? MetadataAddress { get; set; }

    /// <summary>Whether <see cref="Authority"/> and <see cref="MetadataAddress"/> must be https. Defaults to true.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>One more issuer that is trusted, beside <see cref="ValidIssuers"/>. Defaults to none.</summary>
    [Harmless]
    public string? ValidIssuer { get; set; }

    /// <summary>
    /// The issuers that are trusted, the Authority's too; tokens of any other are refused. With more than one, owners are named <c>issuer|claim</c>. With both an Authority and keys they
    /// must be named. Defaults to the Authority's own word, or the issuers that keys name.
    /// </summary>
    [Harmless]
    public List<string> ValidIssuers { get; init; } = [];

    /// <summary>One more audience that is accepted, beside <see cref="ValidAudiences"/>. Defaults to none.</summary>
    [Harmless]
    public string? ValidAudience { get; set; }

    /// <summary>The audiences that tokens for this gateway have. Required wherever anybody signs tokens.</summary>
    [Harmless]
    public List<string> ValidAudiences { get; init; } = [];

    /// <summary>Symmetric keys that sign tokens, beside those of an Authority. Defaults to none.</summary>
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
