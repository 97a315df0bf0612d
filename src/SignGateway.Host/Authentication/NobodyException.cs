using Microsoft.IdentityModel.Tokens;

namespace SignGateway.Host.Authentication;

/// <summary>A token is good, but names no user, or more than one.</summary>
internal sealed class NobodyException : SecurityTokenValidationException;
