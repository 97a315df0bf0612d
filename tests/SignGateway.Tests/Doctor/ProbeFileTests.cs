using SignGateway.Content;
using SignGateway.Doctor.Oss;
using SignGateway.Profiles;
using SignGateway.Tickets;
using Xunit;

namespace SignGateway.Tests.Doctor;

public sealed class ProbeFileTests
{
    [Fact]
    public void is_a_short_text_posted_by_a_form_where_a_profile_takes_anything()
    {
        var file = Made(new ProfileOptions());
        Assert.Equal(("text/plain", UploadMethod.Post), (file.Type.Value, file.Method));
        Assert.InRange(file.Bytes.Length, 1, 100);
    }

    [Theory]
    [InlineData("image/*", "image/png")]
    [InlineData("image/gif", "image/gif")]
    [InlineData("application/pdf", "application/pdf")]
    [InlineData("application/zip", "application/zip")]
    [InlineData("application/json", "application/json")]
    public void is_what_it_says_it_is_where_content_is_looked_into(string pattern, string type)
    {
        var file = Made(new ProfileOptions { ContentTypes = [pattern], VerifyContent = VerifyContent.Reject });
        Assert.Equal(type, file.Type.Value);
        Assert.Null(ContentCheck.Fault(type, file.Bytes, isWhole: true));
    }

    [Theory]
    [InlineData("video/mp4", "video/mp4")]
    [InlineData("video/*", "video/x-signgateway-doctor")]
    public void is_of_a_type_that_nobody_can_make_up_only_where_nobody_looks(string pattern, string type)
    {
        Assert.Equal(type, Made(new ProfileOptions { ContentTypes = [pattern] }).Type.Value);
        if (type == "video/mp4")
            Assert.Null(ProbeFile.For(new Profile("p", new ProfileOptions { ContentTypes = [pattern], VerifyContent = VerifyContent.Reject }), out _));
    }

    [Fact]
    public void is_as_large_as_it_has_to_be() => Assert.Equal(70_000, Made(new ProfileOptions { MinBytes = 70_000 }).Bytes.Length);

    [Theory]
    [InlineData(2L << 20, 1L << 30)]
    [InlineData(0, 1)]
    public void is_not_made_where_sizes_forbid_it(long min, long max)
    {
        Assert.Null(ProbeFile.For(new Profile("p", new ProfileOptions { MinBytes = min, MaxBytes = max }), out var reason));
        Assert.Contains("MinBytes", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void is_put_where_no_form_is_taken() => Assert.Equal(UploadMethod.Put, Made(new ProfileOptions { Methods = [UploadMethod.Put] }).Method);

    [Theory]
    [InlineData(UploadMethod.Multipart)]
    [InlineData(UploadMethod.Sdk)]
    public void is_not_made_where_one_request_is_not_enough(UploadMethod method)
    {
        Assert.Null(ProbeFile.For(new Profile("p", new ProfileOptions { Methods = [method] }), out var reason));
        Assert.Contains("in parts", reason, StringComparison.Ordinal);
    }

    private static ProbeFile Made(ProfileOptions options) => ProbeFile.For(new Profile("p", options), out _)!;
}
