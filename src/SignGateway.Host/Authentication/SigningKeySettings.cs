using SignGateway.Problems;

namespace SignGateway.Host.Authentication;

/// <summary>A symmetric key, as <c>dotnet user-jwts</c> writes it.</summary>
internal sealed class SigningKeySettings
{
    [Harmless]
    public string? Id { get; set; }

    /// <summary>Whose tokens the key may sign; every trusted issuer's if missing.</summary>
    [Harmless]
    public string? Issuer { get; set; }

    /// <summary>Base64.</summary>
    public string? Value { get; set; }
}
