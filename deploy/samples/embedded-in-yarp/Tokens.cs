using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace EmbeddedInYarp;

/// <summary>This company's tokens: one issuer, one shared key. Yours may come from an authority; the library reads whatever user is on the request.</summary>
internal static class Tokens
{
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Tokens");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            var parameters = options.TokenValidationParameters;
            parameters.ValidIssuer = section["Issuer"];
            parameters.ValidAudience = section["Audience"];
            parameters.IssuerSigningKey = new SymmetricSecurityKey(Convert.FromBase64String(section["Key"] ?? throw new InvalidOperationException("Tokens:Key is missing.")));
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        });
    }
}
