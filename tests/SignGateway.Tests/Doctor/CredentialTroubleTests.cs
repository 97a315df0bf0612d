using SignGateway.Credentials;
using SignGateway.Doctor.Oss;
using Xunit;

namespace SignGateway.Tests.Doctor;

public sealed class CredentialTroubleTests
{
    private const string Section = "SignGateway:Credentials";

    [Theory]
    [InlineData("Sts", "STS answered 403 NoPermission to AssumeRole (request 1)", "role_not_assumable")]
    [InlineData("Sts", "STS answered 404 EntityNotExist.Role to AssumeRole (request 1)", "role_not_assumable")]
    [InlineData("Oidc", "STS answered 403 AuthenticationFail.NoPermission to AssumeRoleWithOIDC (request 1)", "role_not_assumable")]
    [InlineData("Sts", "STS answered 400 InvalidTimeStamp.Expired to AssumeRole (request 1)", "clock_off")]
    [InlineData("Sts", "STS answered 404 InvalidAccessKeyId.NotFound to AssumeRole (request 1)", "access_key_unknown")]
    [InlineData("Sts", "STS answered 400 SignatureDoesNotMatch to AssumeRole (request 1)", "secret_wrong")]
    [InlineData("Sts", "AssumeRole failed: sts.aliyuncs.com cannot be reached", "credentials_unavailable")]
    [InlineData("EcsRamRole", "the instance has no role", "credentials_unavailable")]
    public void what_the_lender_said_has_a_code_of_its_own(string source, string reason, string code)
    {
        var finding = CredentialTrouble.Describe(reason, new CredentialOptions { Source = source }, Section);
        Assert.Equal(code, finding.Code);
        Assert.Contains(reason, finding.Text, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix!);
    }

    [Fact]
    public void the_trust_policy_names_the_account_and_not_the_external_id()
    {
        var role = new CredentialOptions { Source = "Sts", RoleArn = "acs:ram::42:role/uploads", ExternalId = "an-id-of-ours" };
        var fix = CredentialTrouble.Describe("STS answered 403 NoPermission to AssumeRole", role, Section).Fix!;
        Assert.Contains("""{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"RAM":["acs:ram::42:root"]},"Condition":{"StringEquals":{"sts:ExternalId":["THE EXTERNAL ID"]}}}""", fix, StringComparison.Ordinal);
        Assert.Contains("""{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"acs:ram::42:role/uploads"}""", fix, StringComparison.Ordinal);
        Assert.DoesNotContain("an-id-of-ours", fix, StringComparison.Ordinal);
    }

    [Fact]
    public void the_trust_policy_for_identity_tokens_names_the_provider()
    {
        var role = new CredentialOptions { Source = "Oidc", RoleArn = "acs:ram::42:role/uploads", OidcProviderArn = "acs:ram::42:oidc-provider/cluster" };
        var fix = CredentialTrouble.Describe("STS answered 403 NoPermission to AssumeRoleWithOIDC", role, Section).Fix!;
        Assert.Contains("""{"Federated":["acs:ram::42:oidc-provider/cluster"]}""", fix, StringComparison.Ordinal);
    }

    [Fact]
    public void a_source_of_the_applications_own_is_named_as_such() =>
        Assert.Contains("ICredentialSource", CredentialTrouble.Describe("none today", null, Section).Fix!, StringComparison.Ordinal);
}
