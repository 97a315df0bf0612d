using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Sees to it that every view fits its window, and takes the pictures of the documentation, for a person to look at.</summary>
[Collection(AdminSuite.Name)]
public sealed class PictureTests(AdminSuite suite)
{
    private const int MaxBytes = 100_000;

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(HostProcess.RepositoryRoot, "artifacts", "admin")).FullName;

    public static TheoryData<bool, string, int> Looks { get; } = new()
    {
        { false, "en", 1280 }, { false, "en", 360 }, { false, "zh", 1280 }, { false, "zh", 360 },
        { true, "en", 1280 }, { true, "en", 360 }, { true, "zh", 1280 }, { true, "zh", 360 },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public Task every_view_fits_its_window(bool dark, string language, int width) =>
        EveryView.VisitAsync(suite, new Look(dark, language, width, width < 500 ? 720 : 900), async (page, name) =>
        {
            await page.Tab.EvaluateAsync("document.activeElement.blur(), scrollTo(0, 0), document.fonts.ready");
            var picture = SmallPng.From(await page.Tab.ScreenshotAsync());
            Assert.InRange(picture.Length, 1, MaxBytes);
            await File.WriteAllBytesAsync(Path.Combine(_folder, $"admin-{name}-{(dark ? "dark" : "light")}-{language}-{width}.png"), picture);
            Assert.False(await page.Tab.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{name} scrolls sideways.");
        });
}
