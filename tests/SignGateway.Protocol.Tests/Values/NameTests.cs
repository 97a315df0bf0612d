using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Protocol.Tests.Values;

public sealed class NameTests
{
    [Theory]
    [InlineData("abc", true)]
    [InlineData("a-1", true)]
    [InlineData("ab", false)]
    [InlineData("-ab", false)]
    [InlineData("ab-", false)]
    [InlineData("Abc", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData(null, false)]
    public void a_bucket_is_named_by_the_rules(string? text, bool valid) => Assert.Equal(valid, BucketName.TryParse(text, out _));

    [Fact]
    public void a_bucket_has_at_most_63_characters()
    {
        Assert.True(BucketName.TryParse(new string('a', 63), out _));
        Assert.False(BucketName.TryParse(new string('a', 64), out _));
    }

    [Theory]
    [InlineData("a/b.png", true)]
    [InlineData("图/片", true)]
    [InlineData("a..b/c", true)]
    [InlineData("/a", false)]
    [InlineData("\\a", false)]
    [InlineData("a/../b", false)]
    [InlineData("a/.", false)]
    [InlineData("a\nb", false)]
    [InlineData("a${filename}", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void an_object_key_is_refused_where_it_could_mean_something_else(string? text, bool valid) => Assert.Equal(valid, ObjectKey.TryParse(text, out _));

    [Fact]
    public void an_object_key_has_at_most_1023_bytes()
    {
        Assert.True(ObjectKey.TryParse(new string('图', 341), out _));
        Assert.False(ObjectKey.TryParse(new string('图', 341) + "a", out _));
    }

    [Theory]
    [InlineData("cat photo.png", "png")]
    [InlineData("猫.JPG", "jpg")]
    [InlineData("archive.tar.gz", "gz")]
    [InlineData("noending", "")]
    [InlineData(".gitignore", "gitignore")]
    [InlineData("x.", "")]
    [InlineData("x.图", "")]
    [InlineData("x.elevenchars", "")]
    [InlineData("😀.gif", "gif")]
    public void a_file_name_has_an_extension_of_plain_letters_and_digits_or_none(string text, string extension)
    {
        Assert.True(FileName.TryParse(text, out var name));
        Assert.Equal(extension, name.Extension);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("C:\\fakepath\\a")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    [InlineData("a\u007fb")]
    [InlineData("a\nb")]
    [InlineData(null)]
    public void a_file_name_has_no_path_parts_and_no_control_characters(string? text) => Assert.False(FileName.TryParse(text, out _));

    [Fact]
    public void a_file_name_has_no_half_characters() => Assert.False(FileName.TryParse("a\ud800b", out _));

    [Fact]
    public void a_file_name_has_at_most_255_bytes()
    {
        Assert.True(FileName.TryParse(new string('图', 85), out _));
        Assert.False(FileName.TryParse(new string('图', 85) + "a", out _));
    }

    [Theory]
    [InlineData("a.png", "inline; filename=\"a.png\"")]
    [InlineData("猫 1.png", "inline; filename=\"_ 1.png\"; filename*=UTF-8''%E7%8C%AB%201.png")]
    [InlineData("a\"b$;%.png", "inline; filename=\"a_b___.png\"; filename*=UTF-8''a%22b%24%3B%25.png")]
    public void a_content_disposition_carries_the_exact_name_and_a_plain_one(string text, string header)
    {
        Assert.True(FileName.TryParse(text, out var name));
        Assert.Equal(header, name.ToContentDisposition(attachment: false));
        Assert.StartsWith("attachment;", name.ToContentDisposition(attachment: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("IMAGE/SVG+XML", true)]
    [InlineData("image/png; charset=x", false)]
    [InlineData("image", false)]
    [InlineData("/png", false)]
    [InlineData("image/", false)]
    [InlineData("a/b/c", false)]
    [InlineData("image/p ng", false)]
    [InlineData("图/片", false)]
    [InlineData(null, false)]
    public void a_media_type_is_type_and_subtype(string? text, bool valid) => Assert.Equal(valid, ContentType.TryParse(text, out _));

    [Theory]
    [InlineData("image/png", "IMAGE/PNG", true)]
    [InlineData("text/plain; charset=utf-8", "text/plain", true)]
    [InlineData("text/plain ;a", "text/plain", true)]
    [InlineData("text/plainx", "text/plain", false)]
    public void media_types_are_compared_without_parameters_and_case(string left, string right, bool same) => Assert.Equal(same, ContentType.SameMediaType(left, right));

    [Fact]
    public void credentials_never_show_their_secret() =>
        Assert.Equal("id (temporary)", new OssCredentials("id", "secret", "token").ToString());
}
