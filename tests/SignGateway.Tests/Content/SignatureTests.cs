using SignGateway.Content;
using Xunit;

namespace SignGateway.Tests.Content;

/// <summary>Every format against every other, through the same check that a look makes.</summary>
public sealed class SignatureTests
{
    // Sources of pages and scripts are texts too, and texts may well show them.
    private static readonly string[] AreText = ["HTML", "SVG", "a script"];

    public static TheoryData<string> Formats => [.. Signatures.All.Select(signature => signature.Name)];

    [Fact]
    public void there_is_a_small_file_of_every_format() => Assert.Equal(Signatures.All.Select(signature => signature.Name).Order(), SmallFiles.ByFormat.Keys.Order());

    [Fact]
    public void no_media_type_has_two_formats()
    {
        var types = Signatures.All.SelectMany(signature => signature.Types).ToList();
        Assert.Equal(types.Distinct(), types);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void a_file_is_recognised_as_its_own_format_only(string format) =>
        Assert.Equal([format], Signatures.All.Where(signature => signature.Matches(SmallFiles.ByFormat[format])).Select(signature => signature.Name));

    [Theory]
    [MemberData(nameof(Formats))]
    public void its_own_media_types_pass(string format) =>
        Assert.All(TypesOf(format), type => Assert.Null(ContentCheck.Fault(type, SmallFiles.ByFormat[format], isWhole: true)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void its_media_types_pass_in_any_case(string format) =>
        Assert.All(TypesOf(format), type => Assert.Null(ContentCheck.Fault(type.ToUpperInvariant(), SmallFiles.ByFormat[format], isWhole: true)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void under_any_other_formats_media_type_it_is_refused(string format) =>
        Assert.All(
            Signatures.All.Where(signature => signature.Name != format).SelectMany(signature => TypesOf(signature.Name)),
            type => Assert.Equal($"it begins as {format}", ContentCheck.Fault(type, SmallFiles.ByFormat[format], isWhole: true)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void as_data_it_is_refused(string format) => Assert.All(
        (string[])["application/json", "text/csv", "application/ld+json"],
        type => Assert.Equal(format == "a script", ContentCheck.Fault(type, SmallFiles.ByFormat[format], isWhole: true) is null));

    [Theory]
    [MemberData(nameof(Formats))]
    public void as_text_it_is_refused_unless_it_is_text(string format) => Assert.All(
        (string[])["text/plain", "text/markdown", "application/xml", "text/javascript"],
        type => Assert.Equal(AreText.Contains(format), ContentCheck.Fault(type, SmallFiles.ByFormat[format], isWhole: true) is null));

    [Theory]
    [MemberData(nameof(Formats))]
    public void the_first_byte_alone_is_no_file_of_a_format(string format) =>
        Assert.NotNull(ContentCheck.Fault(TypesOf(format)[0], SmallFiles.ByFormat[format].AsSpan(0, 1), isWhole: false));

    [Theory]
    [MemberData(nameof(Formats))]
    public void text_is_refused_under_its_media_types(string format) =>
        Assert.All(TypesOf(format), type => Assert.NotNull(ContentCheck.Fault(type, SmallFiles.ChineseText, isWhole: true)));

    [Theory]
    [MemberData(nameof(Formats))]
    public void an_empty_file_passes(string format) => Assert.Null(ContentCheck.Fault(TypesOf(format)[0], [], isWhole: true));

    private static string[] TypesOf(string format) =>
        [.. Signatures.All.Single(signature => signature.Name == format).Types.Select(type => type.Replace("*", "spreadsheetml.sheet", StringComparison.Ordinal))];
}
