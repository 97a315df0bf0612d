using SignGateway.Problems;

namespace SignGateway.Host.Authentication;

/// <summary>A symmetric key, as <c>dotnet user-jwts</c> writes it.</summary>
internal sealed class SigningKeySettings
{
    /// <summary>Names the key in the header of tokens. Defaults to none; then it is tried for every token.</summary>
    [Harmless]
    public string? Id { get; set; }

    /// <summary>Whose tokens the key may sign. Defaults to every trusted issuer's.</summary>
    [Harmless]
    public string? Issuer { get; set; }

    /// <summary>The key, Base64 of at least 32 random bytes. Required.</summary>
    public string? Value { get; set; }
}
