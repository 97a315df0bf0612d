using System.Collections.Frozen;
using System.Security.Claims;
using System.Text;

namespace SignGateway.Uploads;

/// <summary>The user of a request: one owner and some roles.</summary>
/// <param name="Owner">At most 128 bytes of UTF-8.</param>
/// <param name="Roles">Role names as the token gives them.</param>
public sealed record Caller(string Owner, IReadOnlySet<string> Roles)
{
    private const int MaxOwnerBytes = 128;
    private const string NameInToken = "http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/ShortTypeName";

    private static readonly IReadOnlySet<string> NoRoles = FrozenSet<string>.Empty;

    /// <summary>Reads the user; null if there is none, or if the claim is missing, empty, repeated or over-long.</summary>
    public static Caller? From(ClaimsPrincipal user, IdentityOptions options)
    {
        if (user.Identity?.IsAuthenticated != true)
            return null;

        Claim? named = null;
        HashSet<string>? roles = null;
        foreach (var claim in user.Claims)
        {
            if (Is(claim, options.UserIdClaim))
            {
                if (named is not null)
                    return null;
                named = claim;
            }

            if (Is(claim, options.RoleClaim) || claim.Type is "role" or ClaimTypes.Role)
                (roles ??= new HashSet<string>(StringComparer.Ordinal)).Add(claim.Value);
        }

        if (named is not { Value: { Length: > 0 } id } || id.Any(char.IsControl))
            return null;

        var owner = options.OwnerNamesIssuer ? $"{named.Issuer}|{id}" : id;
        if (Encoding.UTF8.GetByteCount(owner) > MaxOwnerBytes || !IsWellFormed(owner))
            return null;

        return new Caller(owner, roles ?? NoRoles);
    }

    // Authentication that renames claims on their way in, as the framework's does unless told otherwise, notes what they were called in the token.
    private static bool Is(Claim claim, string name) =>
        claim.Type == name || (claim.Properties.Count > 0 && claim.Properties.TryGetValue(NameInToken, out var original) && original == name);

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                return false;
        }

        return true;
    }
}
