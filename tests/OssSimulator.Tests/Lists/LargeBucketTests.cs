using System.Security.Cryptography;
using OssSimulator.Objects;

namespace OssSimulator.Tests.Lists;

public sealed class LargeBucketTests
{
    private const int Count = 50_000;

    [Fact]
    public void is_walked_through_page_by_page_in_order()
    {
        var index = new KeyIndex();
        var keys = Enumerable.Range(0, Count).Select(number => $"users/{number:D6}").ToArray();
        var mixed = keys.ToArray();
        RandomNumberGenerator.Shuffle(mixed.AsSpan());
        foreach (var key in mixed) index.Add("b", key);

        var seen = new List<string>();
        while (index.After("b", "users/", "", seen.Count == 0 ? "" : seen[^1], 100) is { Count: > 0 } page) seen.AddRange(page.Select(name => name.Text));
        Assert.Equal(keys, seen);
    }

    [Theory]
    [InlineData("", "a")]
    [InlineData("a", "ab")]
    [InlineData("a", "b")]
    [InlineData("z", "ü")]
    [InlineData("\uD7FF", "\uE000")]
    [InlineData("\uFFFF", "\U00010000")]
    [InlineData("\U00010000", "\U0010FFFF")]
    [InlineData("\U0001F600", "\U0001F601")]
    public void is_sorted_as_its_bytes_are(string smaller, string larger)
    {
        Assert.True(KeyOrder.Instance.Compare(smaller, larger) < 0);
        Assert.True(KeyOrder.Instance.Compare(larger, smaller) > 0);
        Assert.Equal(0, KeyOrder.Instance.Compare(larger, larger));
    }
}
