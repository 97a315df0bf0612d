using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Authentication;

namespace SignGateway.Host.Demo;

/// <summary>
/// Signs named demo users in without a password, so that the whole loop can be tried on a laptop. It exists only in Development, against the
/// simulator, and while nobody but this machine can reach it; its key is made fresh at each start and never leaves the process.
/// </summary>
internal sealed class DemoSignIn
{
    public const string Issuer = "sign-gateway-demo";
    public const string Audience = "sign-gateway";

    public static readonly TimeSpan TokenLife = TimeSpan.FromHours(1);

    private static readonly (string Name, string[] Roles)[] Users = [("alice", []), ("bob", []), ("admin", ["sign-gateway-admin"])];

    private readonly TimeProvider _time;

    /// <param name="absentBecause">Why there is no demo sign-in, or null if there is one.</param>
    /// <param name="time">The clock of the tokens.</param>
    public DemoSignIn(string? absentBecause, TimeProvider time)
    {
        AbsentBecause = absentBecause;
        _time = time;
        Key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = "demo", CryptoProviderFactory = SignatureProviders.Shared };
    }

    public string? AbsentBecause { get; }

    public bool Exists => AbsentBecause is null;

    public SymmetricSecurityKey Key { get; }

    public static IReadOnlyList<(string Name, string[] Roles)> KnownUsers => Users;

    /// <summary>A token for a demo user; null if there is no such user.</summary>
    public string? TokenFor(string user)
    {
        if (Users.FirstOrDefault(known => known.Name == user) is not { Name: not null } found)
            return null;
        var now = _time.GetUtcNow().UtcDateTime;
        var claims = found.Roles.Select(role => new Claim("roles", role)).Prepend(new Claim("sub", found.Name));
        var token = new JwtSecurityToken(Issuer, Audience, claims, now, now + TokenLife, new SigningCredentials(Key, SecurityAlgorithms.HmacSha256));
        return new JwtSecurityTokenHandler().WriteToken(token);
    }
}
