using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace SignGateway.Storage;

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    private const string Key = $"{RedisOptions.Section}:{nameof(RedisOptions.ConnectionString)}";

    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Success;
        try
        {
            return ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{Key} names no server; write host:port.");
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return ValidateOptionsResult.Fail($"{Key} cannot be read; write host:port,password=…");
        }
    }
}
