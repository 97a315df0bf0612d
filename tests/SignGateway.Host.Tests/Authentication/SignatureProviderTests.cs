using System.Text;
using Microsoft.IdentityModel.Tokens;
using SignGateway.Host.Authentication;
using Xunit;

namespace SignGateway.Host.Tests.Authentication;

/// <summary>Two requests at the first instant of a process, one of which takes from the cache what the other has just put there.</summary>
public sealed class SignatureProviderTests
{
    [Fact]
    public void what_one_request_has_finished_with_still_works_for_another()
    {
        var key = new SymmetricSecurityKey(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString()));
        var signed = "what was signed"u8.ToArray();
        var signature = SignatureProviders.Shared.CreateForSigning(key, SecurityAlgorithms.HmacSha256).Sign(signed);

        // Not marked as cached yet, although it can be had already.
        var one = SignatureProviders.Shared.CreateForVerifying(key, SecurityAlgorithms.HmacSha256, cacheProvider: false);
        SignatureProviders.Shared.ReleaseSignatureProvider(one);

        Assert.True(one.Verify(signed, signature));
    }
}
