using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using Xunit;

namespace SignGateway.Tests.Profiles;

public sealed class KeyTemplateTests
{
    private static readonly DateTimeOffset IssuedAt = new(2026, 3, 4, 1, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("uploads/{yyyy}/{MM}/{dd}/{id}{ext}", "cat.png", "uploads/2026/03/03/ID.png")]
    [InlineData("{user}/{id}.{ext}", "cat.PNG", "HASH/ID.png")]
    [InlineData("{id}.{ext}", "no extension", "ID")]
    [InlineData("{id}{ext}", "archive.tar.gz", "ID.gz")]
    [InlineData("{id}{ext}", ".hidden", "ID.hidden")]
    [InlineData("{id}{ext}", "猫.图片", "ID")]
    [InlineData("{id}{ext}", "a.this-is-no-extension", "ID")]
    [InlineData("{id}{ext}", "a.p/hp", null)]
    public void makes_keys(string template, string fileName, string? key)
    {
        if (!FileName.TryParse(fileName, out var name))
        {
            Assert.Null(key);
            return;
        }

        Assert.Equal(key, KeyTemplate.Parse(template, out _)!.Expand("ID", "HASH", IssuedAt, name).Value);
    }
}
