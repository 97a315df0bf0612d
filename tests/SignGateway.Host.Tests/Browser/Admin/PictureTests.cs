using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>Takes the pictures of the documentation, and sees to it that every view fits its window.</summary>
[Collection(AdminSuite.Name)]
public sealed class PictureTests(AdminSuite suite)
{
    [Theory]
    [MemberData(nameof(EveryView.Looks), MemberType = typeof(EveryView))]
    public async Task every_view_fits_its_window(bool dark, string language, int width)
    {
        var look = new Look(dark, language, width, width < 500 ? 720 : 800);
        var folder = Directory.CreateDirectory(Path.Combine(HostProcess.RepositoryRoot, "artifacts", "admin")).FullName;
        foreach (var view in EveryView.All)
        {
            await using var page = await view.OpenAsync(suite, look);
            await page.Tab.EvaluateAsync("document.activeElement.blur(), scrollTo(0, 0), document.fonts.ready");
            await page.Tab.ScreenshotAsync(new() { Path = Path.Combine(folder, $"admin-{view.Name}-{(dark ? "dark" : "light")}-{language}-{width}.png") });
            Assert.False(await page.Tab.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{view.Name} scrolls sideways.");
        }
    }
}
