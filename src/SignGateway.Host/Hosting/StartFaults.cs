using Microsoft.Extensions.Options;

namespace SignGateway.Host.Hosting;

/// <summary>Checks all configuration at once and names every wrong key, not the first only.</summary>
internal static class StartFaults
{
    /// <summary>The faults of every options class that is checked at start.</summary>
    public static IReadOnlyList<string> Find(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures.Distinct().ToList();
        }
        catch (AggregateException exception)
        {
            return exception.InnerExceptions.SelectMany(Texts).Distinct().ToList();
        }
    }

    public static void Print(IReadOnlyCollection<string> faults)
    {
        Console.Error.WriteLine($"SignGateway does not start: {faults.Count} setting{(faults.Count == 1 ? " is" : "s are")} wrong.");
        foreach (var fault in faults)
            Console.Error.WriteLine($"  - {fault}");
    }

    private static IEnumerable<string> Texts(Exception exception) =>
        exception is OptionsValidationException validation ? validation.Failures : [exception.Message];
}
